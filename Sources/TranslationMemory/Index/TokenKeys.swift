internal import Language

/// Turns a text into token keys, in the way of one kind of score. Keep one and use it for many texts.
struct TokenKeys {
  let score: ScoreKind
  private var graded = TokenScanner()
  private var plain = PlainScanner()

  init(_ score: ScoreKind) { self.score = score }

  /// Calls `body` with the key of each token in order.
  mutating func forEach(in text: UnsafeBufferPointer<UInt8>, _ body: (UnsafeBufferPointer<UInt8>) -> Void) {
    switch score {
    case .graded:
      graded.scan(text)
      graded.key.withUnsafeBufferPointer { key in
        for token in graded.tokens { body(UnsafeBufferPointer(rebasing: key[Int(token.keyStart)..<Int(token.keyEnd)])) }
      }
    case .plain:
      plain.scan(text)
      plain.key.withUnsafeBufferPointer { key in
        for token in plain.tokens { body(UnsafeBufferPointer(rebasing: key[token.keyStart..<token.keyEnd])) }
      }
    }
  }

  /// The name of a key's κ class; nil for marks and numbers, whose classes are fixed.
  static func kappa(of key: UnsafeBufferPointer<UInt8>, _ score: ScoreKind) -> KappaName {
    if score == .plain { return .own }
    let (kind, script) = KeyClass.of(key)
    switch kind {
    case .mark: return .mark
    case .number: return .number
    case .code: return .own
    case .word:
      var stem = Array(Stemmer.stem(of: String(decoding: key, as: UTF8.self), script: script).utf8)
      let isNegative = stem.withUnsafeBufferPointer { Negation.isLost(from: key, to: $0, script: script) }
      if isNegative { stem.append(1) }
      return .stem(stem)
    }
  }

  enum KappaName {
    case mark, number
    /// The key itself.
    case own
    case stem([UInt8])
  }

  /// What of a text must agree for 100: its keys, in such a way that words in Arabic letters may be written together or apart.
  ///
  /// Words that deny (نه, هیچ …) stand apart always: «نه رو» is not «نهرو».
  static func appendJoined(_ key: UnsafeBufferPointer<UInt8>, _ score: ScoreKind, wasApart: inout Bool, to joined: inout [UInt8]) {
    var apart = true
    if score == .graded, let first = key.first, first >= 0xD8, first <= 0xDF {
      let (kind, script) = KeyClass.of(key)
      apart = !(kind == .word && script == .arabic && !Negation.isNegative(key))
    }
    if apart || wasApart { joined.append(0x1F) }
    wasApart = apart
    joined.append(contentsOf: key)
  }
}
