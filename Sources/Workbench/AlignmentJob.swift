public import Alignment
internal import Documents
public import Language
internal import Segmentation
public import Terminology

/// A document pair on its way from two texts to beads.
public struct AlignmentJob: Sendable {
  public var source = LanguageTag.persian
  public var target = LanguageTag.english
  /// A line is a segment: the texts are not cut further.
  public var onePerLine = false
  /// Fill in the evidence of each bead.
  public var explains = true
  public var lexicon = Lexicon()
  public var terms: [AlignmentTerm] = []

  public init() {}

  /// Takes the terms of termbases as evidence.
  public mutating func add(_ termbases: [Termbase]) {
    for concept in termbases.flatMap(\.concepts) {
      let (left, right) = (concept.terms(in: source).map(\.text), concept.terms(in: target).map(\.text))
      if !left.isEmpty, !right.isEmpty { terms.append(AlignmentTerm(source: left, target: right)) }
    }
  }

  /// Cuts two texts and aligns them.
  /// - Parameters:
  ///   - aligner: what ``aligner()`` gave, where more than one pair is to be aligned; it learns no words, but it remembers their stems.
  ///   - progress: called now and then with the segments of both texts that are aligned, and how many there are.
  /// - Throws: ``ConfirmationMismatch`` when confirmed beads speak of other segments than the texts have.
  public func align(
    _ sourceText: String, _ targetText: String, confirmed: Confirmation? = nil, with aligner: Aligner? = nil,
    progress: (Int, Int) -> Void = { _, _ in }
  ) throws -> AlignedPair {
    try align(LaidOutText(sourceText), LaidOutText(targetText), confirmed: confirmed, with: aligner, progress: progress)
  }

  /// Cuts two texts, whose paragraphs may be known, and aligns them.
  public func align(
    _ sourceText: LaidOutText, _ targetText: LaidOutText, confirmed: Confirmation? = nil, with aligner: Aligner? = nil,
    progress: (Int, Int) -> Void = { _, _ in }
  ) throws -> AlignedPair {
    let (left, right) = (segments(of: sourceText, source), segments(of: targetText, target))
    let beads = try confirmed?.beads(source: left.map(\.text), target: right.map(\.text)) ?? []
    let alignment = (aligner ?? self.aligner()).align(source: left, target: right, confirmed: beads, progress: progress)
    return AlignedPair(source: left.map(\.text), target: right.map(\.text), alignment: alignment)
  }

  /// An aligner with this job's lexicon and terms, for many pairs and several threads.
  public func aligner() -> Aligner {
    var options = Aligner.Options()
    options.source = source
    options.target = target
    options.explains = explains
    return Aligner(options: options, lexicon: lexicon, terms: terms)
  }

  /// The segments of a text as the aligner takes them. With ``onePerLine`` a document's paragraphs are its lines.
  public func segments(of text: LaidOutText, _ language: LanguageTag) -> [AlignmentSegment] {
    if onePerLine {
      if let paragraphs = text.paragraphs {
        let bytes = text.text.utf8
        return paragraphs.enumerated().map { number, paragraph in
          let start = bytes.index(bytes.startIndex, offsetBy: paragraph.range.lowerBound)
          let end = bytes.index(start, offsetBy: paragraph.range.count)
          return AlignmentSegment(String(text.text[start..<end]), role: paragraph.role, paragraph: number)
        }
      }
      var lines = Lines.split(text.text)
      if lines.last?.isEmpty == true { lines.removeLast() }
      return lines.map { AlignmentSegment(String($0)) }
    }
    let segments = Segmenter(language: language.language).segments(of: text)
    return zip(segments, Texts.sentences(of: text.text, segments)).map { segment, record in
      AlignmentSegment(record.text, role: segment.role, paragraph: segment.paragraph)
    }
  }
}

/// Two texts cut and aligned.
public struct AlignedPair: Sendable {
  /// The segments as they stand in the texts.
  public var source: [String], target: [String]
  public var alignment: Alignment

  /// The text of a bead's side: its segments with single blanks between them.
  public func text(_ range: Range<Int>, _ segments: [String]) -> String { segments[range].joined(separator: " ") }
}

/// Beads that a person has confirmed, as a file gave them.
public enum Confirmation: Sendable {
  /// By numbers: bead notation or a hunalign ladder; where the file says it, with a mark of the texts that they number.
  case numbers([Bead], textMark: String? = nil)
  /// By their words: hunalign's text form. The segments must be those that the texts are cut into.
  case words([Hunalign.TextLine])

  /// Reads a file of confirmed beads, of whichever form it is.
  public init(_ text: String) throws(AlignmentFormatError) {
    let lines = text.split(whereSeparator: \.isNewline)
    let first = lines.first { !$0.hasPrefix("#") } ?? ""
    let mark = lines.first.flatMap { $0.hasPrefix(Self.head) ? String($0.dropFirst(Self.head.count)) : nil }
    if first.hasPrefix("[") || first.isEmpty {
      self = .numbers(try BeadNotation.read(text), textMark: mark)
    } else if first.split(separator: "\t").prefix(2).allSatisfy({ Int($0) != nil }), !first.isEmpty {
      self = .numbers(try Hunalign.readLadder(text))
    } else {
      self = .words(try Hunalign.readText(text))
    }
  }

  /// The confirmed beads of an alignment as a file for `--confirmed`: bead notation, headed by a mark of the texts that it numbers.
  public static func text(_ beads: [Bead], source: [String], target: [String]) -> String {
    head + mark(source, target) + "\n" + BeadNotation.write(beads.filter { $0.state == .confirmed })
  }

  private static let head = "# confirmed beads of texts "

  /// Numbers of segments, and a hash of their words as the folding key has them: FNV-1a.
  private static func mark(_ source: [String], _ target: [String]) -> String {
    var hash: UInt64 = 14_695_981_039_346_656_037
    for text in source + target {
      for byte in FoldingKey.of(text, blanks: .dropped).utf8 { hash = (hash ^ UInt64(byte)) &* 1_099_511_628_211 }
      hash = (hash ^ 0xFF) &* 1_099_511_628_211
    }
    return "\(source.count) \(target.count) \(String(hash, radix: 16))"
  }

  func beads(source: [String], target: [String]) throws(ConfirmationMismatch) -> [Bead] {
    switch self {
    case .numbers(let beads, let mark):
      guard mark == nil || mark == Self.mark(source, target) else { throw ConfirmationMismatch(line: 1) }
      return beads
    case .words(let lines):
      var beads: [Bead] = []
      var (i, j) = (0, 0)
      for (number, line) in lines.enumerated() {
        let (left, right) = (i..<(i + line.source.count), j..<(j + line.target.count))
        guard left.upperBound <= source.count, right.upperBound <= target.count,
          zip(line.source, source[left]).allSatisfy(Self.same), zip(line.target, target[right]).allSatisfy(Self.same)
        else { throw ConfirmationMismatch(line: number + 1) }
        if !left.isEmpty || !right.isEmpty { beads.append(Bead(source: left, target: right, state: .confirmed)) }
        (i, j) = (left.upperBound, right.upperBound)
      }
      return beads
    }
  }

  private static func same(_ a: String, _ b: String) -> Bool {
    FoldingKey.of(a, blanks: .dropped).utf8.elementsEqual(FoldingKey.of(b, blanks: .dropped).utf8)
  }
}

/// A confirmed bead whose words are not the text's next segments.
public struct ConfirmationMismatch: Error, Hashable, Sendable {
  /// The bead's place in the file, from 1.
  public var line: Int
}
