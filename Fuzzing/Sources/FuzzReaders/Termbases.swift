import Terminology

/// A termbase: what is written of it can be read, and is the same when it is written again.
func fuzzTermbase(_ bytes: [UInt8]) {
  guard let (termbase, _) = try? TBXReader().read(bytes, name: "fuzz") else { return }
  fuzzWriting(termbase)
}

/// A table of terms.
func fuzzGlossary(_ bytes: [UInt8]) {
  guard let text = String(validating: bytes, as: UTF8.self) else { return }
  fuzzWriting(Termbase(name: "fuzz", concepts: GlossaryText.read(text).concepts))
}

private func fuzzWriting(_ termbase: Termbase) {
  typealias Options = TBXWriter.Options
  for options in [Options(), Options(style: .dct, dialect: .core), Options(version: .v2)] {
    let written = termbase.tbx(options)
    guard let (again, report) = try? TBXReader().read(written, name: "fuzz") else { fatalError("written TBX can't be read") }
    require(report.damage == nil, "written TBX is damaged")
    if options.version == .v3 { require(again.tbx(options) == written, "TBX written again is another one") }
  }
  for separator in ["\t", ","] as [Unicode.Scalar] {
    let text = GlossaryTable.write(termbase.concepts, separator: separator)
    require(GlossaryTable.read(text, separator: separator).concepts.count == termbase.concepts.count, "a written table loses concepts")
  }
  _ = GlossaryTSV.write(termbase.concepts)
  _ = TermIndex([termbase])
}
