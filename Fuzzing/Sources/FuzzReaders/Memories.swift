import Documents
import Language
import TMX

/// A memory: the same in one piece and in small ones; written and read again unit for unit; whole where it is whole also to repair.
func fuzzMemory(_ bytes: [UInt8]) {
  _ = try? TMXValidator().validate(from: pieces(bytes, of: 1 << 16))
  let whole = Memory(bytes, pieces: 1 << 16)
  let small = Memory(bytes, pieces: 1 + bytes.count % 61)
  require(whole == small, "a memory in small pieces is another one")
  let repaired = Memory(repairing: bytes)
  guard let whole else { return }

  var writer = TMXWriter(header: whole.header)
  var pairs = XLIFFWriter(source: .persian, target: .english)
  for unit in whole.units {
    writer.append(unit)
    pairs.append(unit, file: unit.tuid ?? "", isConfirmed: false)
  }
  writer.finish()
  let again = Memory(writer.bytes, pieces: 1 << 16)
  require(again?.isWhole == true, "a written memory can't be read")
  require(again?.lines == whole.lines, "a written memory comes back otherwise")
  if whole.isWhole { require(repaired?.lines == whole.lines, "repair changes a whole memory") }

  pairs.finish()
  require((try? DocumentReader().read(pairs.bytes)) != nil, "written XLIFF can't be read")
  for flavour in Flavour.allCases {
    var writer = TMXWriter(header: whole.header, cleaning: flavour.cleaning(source: .persian))
    for unit in whole.units {
      writer.append(flavour.dressed(unit, source: .persian, names: names, Flavour.Surroundings()))
    }
    writer.finish()
    require(Memory(writer.bytes, pieces: 1 << 16)?.isWhole == true, "a memory written for \(flavour) can't be read")
  }
}

private let names = Flavour.Names(origin: "origin", domain: "domain", position: "position", confirmedAt: "confirmed")

private struct Memory: Equatable {
  var units: [Unit] = []
  var header = Header()
  var lines: [[UInt8]] = []
  /// Read to its end, without an error.
  var isWhole = false

  /// Nil when the bytes are no memory.
  init?(_ bytes: [UInt8], pieces size: Int) {
    do {
      let report = try TMXReader().read(from: pieces(bytes, of: size), onHeader: { self.header = $0 }) { unit, _ in take(unit) }
      isWhole = report.damage == nil && report.counts[.error] == nil
    } catch { return nil }
  }

  init?(repairing bytes: [UInt8]) {
    do {
      _ = try TMXRepair().read(from: pieces(bytes, of: 1 << 16), onHeader: { self.header = $0 }) { unit, _ in take(unit) }
    } catch { return nil }
  }

  private mutating func take(_ unit: Unit) {
    units.append(unit)
    lines.append(UnitCoding.line(unit))
  }

  static func == (a: Memory, b: Memory) -> Bool { a.lines == b.lines && a.isWhole == b.isWhole && a.header == b.header }
}
