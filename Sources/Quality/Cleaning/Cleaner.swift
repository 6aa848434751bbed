public import Language
public import TMX

/// Finds pairs that a memory would be better without, and says why. It changes nothing.
///
///     Cleaner().reasons(source: "صفحهٔ اصلی > خبرها > ایران > ۱۴۰۲", target: "Home > News > Iran > 1402")   // [.breadcrumbs]
public struct Cleaner: Sendable {
  /// The reasons that are looked for.
  public var wanted: Set<CleaningReason>
  private let checker: Checker

  public init(wanted: Set<CleaningReason> = Set(CleaningReason.allCases), profile: Profile = Profile()) {
    self.wanted = wanted
    checker = Checker(profile: profile)
  }

  /// Why a pair of plain texts is doubtful; none for a good one.
  public func reasons(source: String, target: String, from: LanguageTag = .persian, to: LanguageTag = .english) -> [CleaningReason] {
    reasons(source: .plain(source), target: .plain(target), from: from, to: to)
  }

  /// Why a pair is doubtful, in the order of the names; none for a good one.
  /// - Complexity: that of ``Checker/findings(source:target:from:to:)``.
  public func reasons(source: Content, target: Content, from: LanguageTag, to: LanguageTag) -> [CleaningReason] {
    var found = Set(checker.findings(source: source, target: target, from: from, to: to).compactMap(CleaningReason.init))
    let sides = [SideText(source.text, side: .source, tag: from), SideText(target.text, side: .target, tag: to)]
    for side in sides where side.visible > 0 { found.formUnion(reasons(side)) }
    if sides.allSatisfy({ side in
      side.words.reduce(0) { $0 + $1.key.unicodeScalars.count } <= 1
        && side.tokens.allSatisfy { $0.kind == .word || $0.kind == .punctuation }
    }), !found.contains(.empty), !found.contains(.onlySymbols) {
      found.insert(.tooShort)
    }
    return found.intersection(wanted).sorted()
  }

  private func reasons(_ side: SideText) -> Set<CleaningReason> {
    var found: Set<CleaningReason> = []
    let numbers = side.tokens.contains { $0.kind == .number }
    if side.words.count > 250 { found.insert(.tooLong) }
    if side.words.isEmpty, !side.tokens.contains(where: { $0.kind == .code || $0.kind == .address }) {
      found.insert(numbers ? .onlyNumbers : .onlySymbols)
    }
    let addresses = side.tokens.filter { $0.kind == .address }.reduce(0) { $0 + $1.range.count }
    if addresses * 2 > side.scalars.count { found.insert(.urls) }
    if separators(side) >= 3 { found.insert(.breadcrumbs) }
    if side.words.contains(where: { isGlued($0, side) }) { found.insert(.gluedWords) }
    if isSpaced(side) { found.insert(.spaceNoise) }
    if hasLiterals(side.text) { found.insert(.literals) }
    if hasEscapes(side.scalars) { found.insert(.escapedUnicode) }
    if isMojibake(side.scalars) { found.insert(.badEncoding) }
    return found
  }

  /// Signs of a path with blanks round them.
  private func separators(_ side: SideText) -> Int {
    side.scalars.indices.dropFirst().dropLast().count { index in
      [">", "»", "|", "→", "›", "«"].contains(side.scalars[index]) && side.scalars[index - 1] == " " && side.scalars[index + 1] == " "
    }
  }

  /// Three or more capitals behind small letters in one word; McDonald has one.
  private func isGlued(_ word: Token, _ side: SideText) -> Bool {
    guard word.script == .latin else { return word.script == .arabic && word.key.unicodeScalars.count > 30 }
    let scalars = side.scalars[word.range]
    return zip(scalars, scalars.dropFirst()).count { $0.properties.isLowercase && $1.properties.isUppercase } >= 3
  }

  /// Five single letters in a row.
  private func isSpaced(_ side: SideText) -> Bool {
    var run = 0
    for token in side.tokens {
      let isSingle = token.kind == .word && token.key.unicodeScalars.count == 1 && !(side.language == .persian && token.key == "و")
      run = isSingle ? run + 1 : 0
      if run >= 5 { return true }
    }
    return false
  }

  private func hasLiterals(_ text: String) -> Bool {
    let lower = text.lowercased()
    return [
      "{{", "}}", "[[", "]]", "javascript:", "function(", "lorem ipsum", "<!--", "-->", "<script", "</", "document.write",
      "undefined undefined",
    ]
    .contains { lower.contains($0) }
  }

  private func hasEscapes(_ scalars: [Unicode.Scalar]) -> Bool {
    func isHexadecimal(_ index: Int) -> Bool { scalars.indices.contains(index) && scalars[index].properties.isASCIIHexDigit }
    for (index, scalar) in scalars.enumerated() {
      if scalar == "\\", index + 1 < scalars.count, scalars[index + 1] == "u", (2...5).allSatisfy({ isHexadecimal(index + $0) }) {
        return true
      }
      guard scalar == "&" else { continue }
      let rest = scalars[(index + 1)...].prefix(10)
      guard let end = rest.firstIndex(of: ";"), end > index + 2 else { continue }
      let name = rest[..<end]
      if name.first == "#" || name.allSatisfy({ $0.isASCII && $0.properties.isAlphabetic }) { return true }
    }
    return false
  }

  /// Two or more pairs of characters that UTF-8 makes of Persian letters or of typographic marks when it is read as Windows-1252.
  private func isMojibake(_ scalars: [Unicode.Scalar]) -> Bool {
    zip(scalars, scalars.dropFirst()).count { lead, next in
      switch lead {
      case "Ø", "Ù", "Ú", "Û": next.value >= 0x80 && next.value < 0xC0 || (0x192...0x2122).contains(next.value)
      case "Ã", "Â": next.value >= 0x80 && next.value < 0xC0
      case "â": next == "€"
      default: false
      }
    } >= 2
  }
}
