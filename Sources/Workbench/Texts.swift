internal import Language
public import Segmentation

/// Running text: sentences, keys and stems, as values for every edge.
public enum Texts {
  /// The sentences of a text with their words.
  public static func sentences(of text: String, by segmenter: Segmenter) -> [SegmentRecord] {
    sentences(of: text, segmenter.segments(of: text))
  }

  /// The sentences of a text by the rules of an SRX file, with their words.
  /// - Throws: ``SRXError`` when the rules run too long on this text.
  public static func sentences(of text: String, by segmenter: SRXSegmenter) throws(SRXError) -> [SegmentRecord] {
    sentences(of: text, try segmenter.segments(of: text))
  }

  /// The words of segments that a text was cut into.
  static func sentences(of text: String, _ segments: [Segment]) -> [SegmentRecord] {
    var records: [SegmentRecord] = []
    records.reserveCapacity(segments.count)
    // One walk over the text: ranges come in order.
    var index = text.unicodeScalars.startIndex
    var position = 0
    for segment in segments {
      let start = text.unicodeScalars.index(index, offsetBy: segment.range.lowerBound - position)
      let end = text.unicodeScalars.index(start, offsetBy: segment.range.count)
      records.append(
        SegmentRecord(
          start: segment.range.lowerBound, end: segment.range.upperBound, text: String(text.unicodeScalars[start..<end]),
          role: segment.role.rawValue))
      index = end
      position = segment.range.upperBound
    }
    return records
  }

  /// The places of a text's sentences, for `--jsonl`.
  public static func places(of record: TextRecord, by segmenter: Segmenter) -> SegmentsRecord {
    SegmentsRecord(id: record.id, segments: segmenter.segments(of: record.text).map { [$0.range.lowerBound, $0.range.upperBound] })
  }

  /// The places of a text's sentences by the rules of an SRX file, for `--jsonl`.
  public static func places(of record: TextRecord, by segmenter: SRXSegmenter) throws(SRXError) -> SegmentsRecord {
    SegmentsRecord(id: record.id, segments: try segmenter.segments(of: record.text).map { [$0.range.lowerBound, $0.range.upperBound] })
  }

  /// A sentence on one line: line ends inside it become single blanks.
  public static func oneLine(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: { $0.properties.isWhitespace && $0 != " " && $0 != "\u{A0}" && $0 != "\t" }) else {
      return text
    }
    return text.split(whereSeparator: \.isNewline).joined(separator: " ")
  }
}
