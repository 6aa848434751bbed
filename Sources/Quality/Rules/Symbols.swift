internal import Language

// Symbols of documents, codes and addresses: what no translation changes.

extension Examination {
  /// Rule `symbol`.
  ///
  /// A symbol with strokes (S/RES/2231) and an address must come back as they are. Any other code (COVID-19, G20) may be written in the other script:
  /// it is enough that its number comes back.
  mutating func checkSymbols() {
    var ours = codes(source), theirs = codes(target)
    ours.removeAll { code in
      guard let match = theirs.firstIndex(where: { $0.key == code.key }) else { return false }
      theirs.remove(at: match)
      return true
    }
    for code in ours {
      if let match = nearest(code, theirs) {
        let other = theirs.remove(at: match)
        add(
          .symbol, source: code.range, target: other.range, suggestion: source.string(code.range),
          .differs(source: source.string(code.range), target: target.string(other.range)))
      } else if isStrict(code), !isRespelt(code, in: target) {
        add(.symbol, source: code.range, suggestion: source.string(code.range), .missing(source.string(code.range)))
      }
    }
    for code in theirs where isStrict(code) && !isRespelt(code, in: source) {
      add(.symbol, target: code.range, .added(target.string(code.range)))
    }
  }

  private func codes(_ side: SideText) -> [Token] { side.tokens.filter { $0.kind == .code || $0.kind == .address } }

  private func isStrict(_ code: Token) -> Bool { code.kind == .address || code.key.contains("/") && code.key.contains { $0.isNumber } }

  /// A code of the other side of the same make: the same letters with other digits, or the same kind of thing.
  private func nearest(_ code: Token, _ others: [Token]) -> Int? {
    func letters(_ token: Token) -> String { String(token.key.filter(\.isLetter)) }
    if let match = others.firstIndex(where: { $0.kind == code.kind && letters($0) == letters(code) }) { return match }
    if code.kind == .address { return others.firstIndex { $0.kind == .address } }
    return nil
  }

  /// True when the other side has the code's numbers, and its letters with the text's blanks, hyphens and strokes put differently.
  private func isRespelt(_ code: Token, in side: SideText) -> Bool {
    func bare(_ text: some StringProtocol) -> String { String(text.filter { $0.isLetter || $0.isNumber }) }
    return bare(FoldingKey.of(side.text, blanks: .dropped)).contains(bare(code.key))
  }
}
