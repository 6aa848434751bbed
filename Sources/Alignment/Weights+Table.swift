extension Weights {
  /// All weights by name.
  public static var names: [(name: String, path: WritableKeyPath<Weights, Double> & Sendable)] {
    [
      ("merge2", \.merge2), ("merge3", \.merge3), ("merge4", \.merge4), ("pair22", \.pair22), ("pair23", \.pair23), ("null", \.null),
      ("nullOpen", \.nullOpen), ("nullExtend", \.nullExtend), ("nullBase", \.nullBase), ("nullSlope", \.nullSlope), ("nullLow", \.nullLow),
      ("nullHigh", \.nullHigh), ("nullPriorCount", \.nullPriorCount), ("nullPriorRate", \.nullPriorRate), ("lengthMean", \.lengthMean),
      ("lengthVariance", \.lengthVariance), ("lengthVarianceShort", \.lengthVarianceShort), ("lengthBackground", \.lengthBackground),
      ("lambda", \.lambda), ("lexicalWeight", \.lexicalWeight), ("cap", \.cap), ("unigramPrior", \.unigramPrior),
      ("unknownUnigram", \.unknownUnigram), ("unigramReference", \.unigramReference), ("rarest", \.rarest), ("number", \.number),
      ("numberWord", \.numberWord), ("date", \.date), ("year", \.year),
      ("sameLatin", \.sameLatin), ("skeleton4", \.skeleton4),
      ("skeleton3", \.skeleton3), ("mark", \.mark), ("term", \.term), ("dictionaryMass", \.dictionaryMass), ("learntHalf", \.learntHalf),
      ("paragraphAgreement", \.paragraphAgreement), ("paragraphInside", \.paragraphInside),
      ("roleMismatch", \.roleMismatch), ("openEnd", \.openEnd), ("openInside", \.openInside), ("temperature", \.temperature),
    ]
  }

  /// Lines `name TAB value`.
  public var table: String { Self.names.map { "\($0.name)\t\(self[keyPath: $0.path])\n" }.joined() }

  /// Reads lines `name TAB value`; weights that aren't named keep their defaults.
  /// - Throws: ``AlignmentFormatError/notAnEntry(line:)`` for an unknown name or no finite number.
  public init(table: String) throws(AlignmentFormatError) {
    self.init()
    for (index, line) in table.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() where !line.isEmpty {
      let fields = line.split(separator: "\t")
      guard fields.count == 2, let path = Self.names.first(where: { $0.name == fields[0] })?.path, let value = Double(fields[1]),
        value.isFinite
      else { throw .notAnEntry(line: index + 1) }
      self[keyPath: path] = value
    }
  }
}
