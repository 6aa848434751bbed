internal import Glibc
internal import TMX

extension MemoryStore {
  /// How a file in a foreign layout was rewritten before the first append.
  public struct Conversion: Hashable, Sendable {
    public var units: Int
    /// Units, or the rest of a broken file, that could not be read, in words.
    public var leftOut: [String]
    /// Where the file as it was is kept, when something was left out.
    public var original: String?
  }

  /// Rewrites a file in a foreign layout into ours, before the first append.
  func convert() throws(MemoryError) {
    let source = file
    let before = try source.stamp()
    var layout = Layout(bodyStart: 0, footer: 0, unitCount: 0, isTorn: false)
    var leftOut: [String] = []
    let path = self.path
    let written = try Replacement.write(path: path, like: source) { (out) throws(MemoryError) in
      var at = 0
      var headIsDue = true
      var ids: Set<UInt64> = []
      var failure: MemoryError?
      var line: [UInt8] = []
      var lost = 0
      func head(_ header: Header) {
        guard headIsDue else { return }
        headIsDue = false
        do throws(MemoryError) { try out.append(TMXWriter.head(for: header)) } catch { failure = failure ?? error }
        layout.bodyStart = out.count
      }
      do {
        let report = try TMXReader().read(
          from: { () throws -> [UInt8] in
            if let failure { throw failure }
            let piece = try source.bytes(at..<(at + 1 << 20))
            at += piece.count
            return piece
          },
          onHeader: { head($0) },
          onUnit: { unit, _ in
            head(.memory)
            line.removeAll(keepingCapacity: true)
            var unit = unit
            let id = self.prepare(&unit) { ids.contains($0) }
            ids.insert(id)
            if let why = Self.encode(unit, to: &line, lost: &lost) {
              leftOut.append("unit \(unit.tuid ?? ""): \(why)")
            } else {
              try out.append(line)
              layout.unitCount += 1
            }
          })
        leftOut += report.problems.filter { $0.severity == .error }.map(\.description)
        if let damage = report.damage { leftOut.append("\(damage)") }
      } catch let error as MemoryError {
        throw error
      } catch {
        throw .unreadable(path: path, offset: 0, why: "\(error)")
      }
      if let failure { throw failure }
      head(.memory)
      layout.footer = out.count
      try out.append(Layout.footerLine)
    }
    guard try FileStamp.of(path) == before else {
      written.discard()
      throw .changedElsewhere(path: path)
    }
    var original: String?
    if !leftOut.isEmpty {
      // The file as it was stays beside, under the first free name.
      for number in 1... {
        let name = path + ".before" + (number == 1 ? "" : "-\(number)")
        if link(path, name) == 0 {
          original = name
          break
        }
        guard errno == EEXIST else {
          written.discard()
          throw .system(.write, path: name, code: errno)
        }
      }
    }
    try written.commit()
    conversion = Conversion(units: layout.unitCount, leftOut: leftOut, original: original)
    foreignLayout = nil
    try adopt(written.file, layout)
  }
}
