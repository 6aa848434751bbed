internal import Language
internal import TMX
internal import TranslationMemory

/// One file of an export, in whatever form.
final class ExportSink {
  private(set) var written = 0
  private(set) var leftOut = 0
  /// Units with a segment that the program leaves out for its length.
  private(set) var tooLong = 0
  private(set) var changes = Cleaning.Changes()
  private let job: ExportJob
  private let put: ([UInt8]) throws -> Void
  private var tmx: TMXWriter
  private var xliff: XLIFFWriter
  private var table: [UInt8] = []

  init(_ job: ExportJob, _ put: @escaping ([UInt8]) throws -> Void) {
    self.job = job
    self.put = put
    tmx = TMXWriter(
      header: job.flavour.dressed(.tarjoman(source: job.flavour.headerLanguage(job.source))),
      cleaning: job.isExact ? nil : job.flavour.cleaning(source: job.source))
    xliff = XLIFFWriter(source: job.source, target: job.target)
  }

  private static let names = Flavour.Names(
    origin: UnitProperty.origin, domain: UnitProperty.domain, position: UnitProperty.position, confirmedAt: UnitProperty.confirmedAt)

  func append(_ unit: Unit, _ around: Flavour.Surroundings) throws {
    var unit = unit
    // The id that the unit came with.
    if let id = unit.property(UnitProperty.foreignID) {
      unit.tuid = id
      unit.properties.removeAll { $0.type == UnitProperty.foreignID }
    }
    switch job.format {
    case .tmx where job.isExact:
      tmx.append(unit)
      if tmx.bytes.count >= 1 << 18 { try put(tmx.take()) }
    case .tmx:
      if let longest = job.flavour.longestSegment, unit.variants.contains(where: { $0.text.utf16.count > longest }) { tooLong += 1 }
      tmx.append(job.flavour.dressed(unit, source: job.source, names: Self.names, around))
      if tmx.bytes.count >= 1 << 18 { try put(tmx.take()) }
    case .xliff:
      xliff.append(
        unit, file: unit.property(UnitProperty.origin) ?? "memory", isConfirmed: unit.property(UnitProperty.confirmedAt) != nil)
      if xliff.bytes.count >= 1 << 18 { try put(xliff.take()) }
    case .tsv:
      guard let left = unit.variant(in: job.source), let right = unit.variant(in: job.target) else {
        leftOut += 1
        return
      }
      let fields = [left.text, right.text, unit.property(UnitProperty.origin) ?? ""].map(Self.field)
      table += Array((fields.joined(separator: "\t") + "\n").utf8)
      written += 1
      if table.count >= 1 << 18 {
        try put(table)
        table.removeAll(keepingCapacity: true)
      }
    }
  }

  func finish() throws {
    switch job.format {
    case .tmx:
      tmx.finish()
      try put(tmx.take())
      written = tmx.units
      changes = tmx.changes
      leftOut = tmx.changes.unitsLeftOut
    case .xliff:
      xliff.finish()
      try put(xliff.take())
      written = xliff.units
      leftOut = xliff.leftOut
    case .tsv: try put(table)
    }
  }

  private static func field(_ text: String) -> String {
    String(String.UnicodeScalarView(text.unicodeScalars.map { $0 == "\t" || $0 == "\n" || $0 == "\r" ? " " : $0 }))
  }
}

/// The sources of a memory that have several translations: found in a first pass, 16 bytes a unit.
struct Alternatives {
  private var several: Set<Int> = []
  private var met: [Int: Int] = [:]
  private let source, target: LanguageTag

  init(in file: TMXFile, _ source: LanguageTag, _ target: LanguageTag) throws {
    self.source = source
    self.target = target
    var first: [Int: Int] = [:]
    _ = try file.read { unit, _ in
      guard let (left, right) = hashes(unit) else { return }
      if let known = first[left] { if known != right { several.insert(left) } } else { first[left] = right }
    }
  }

  private func hashes(_ unit: Unit) -> (Int, Int)? {
    guard let left = unit.variant(in: source), let right = unit.variant(in: target) else { return nil }
    return (left.text.hashValue, right.text.hashValue)
  }

  /// True for a unit whose source stood before with another translation; call it once for each unit, in file order.
  mutating func isAlternative(_ unit: Unit) -> Bool {
    guard let (left, right) = hashes(unit), several.contains(left) else { return false }
    if let known = met[left] { return known != right }
    met[left] = right
    return false
  }
}
