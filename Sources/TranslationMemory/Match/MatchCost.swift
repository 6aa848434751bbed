/// What a difference costs in the graded score: the table that a translator can read.
///
/// | difference | cost | example |
/// |---|---|---|
/// | another spelling that folding calls equal; blanks, ZWNJ; case | 0 | كشورها / کشور‌ها, Treaty / treaty |
/// | a mark added, left out or changed | 2 | «»  ،  ؛ |
/// | another form of the same stem | 6 | کشور / کشورها, treaty / treaties |
/// | another number | 10 | ۲۲۳۱ / ۲۲۳۲ |
/// | a word, number, code or address added, left out or changed | 20 | وزیر / سفیر |
/// | a negation gained or lost | 20 | می‌شود / نمی‌شود, is / isn't, «not» put in |
///
/// The score of two texts with m and n words, numbers, codes and addresses at distance D is ⌊100 · (20·max(m, n) − D) / (20·max(m, n))⌋,
/// never below 0: marks cost, but stand in no denominator. It is 100 only for D = 0, or when the texts differ in nothing but the blanks between
/// Persian words (امیر عبداللهیان / امیرعبداللهیان).
///
/// **Short texts**: with at most three words on both sides a token counts for a third or more, so the score is the better of the above and
/// ⌊100 · (L − c) / L⌋, at most 99, where c is the Levenshtein distance and L the longer length in folded characters without blanks. That part is
/// left out where the numbers or codes differ, or a negation (``Negation``) is on one side only.
///
/// **Parts**: a text may stand inside a longer stored one («وزیر امور خارجه گفت» in «وزیر امور خارجه گفت که هیچ توافقی در کار نیست»), which the score
/// above calls useless. ``Memory/parts(for:from:to:options:)`` scores it by the query alone: ⌊100 · (20·m − D) / (20·m)⌋, with m the query's words,
/// numbers, codes and addresses and D its least distance by the same table to any contiguous run of the stored text's tokens. Of several nearest runs
/// the shortest counts, of these the first; it must leave out at least a word of the stored text, else that is no part but the whole. Texts of fewer
/// than three words have no parts.
public enum MatchCost {
  public static let word = 20
  public static let number = 10
  public static let inflection = 6
  public static let mark = 2

  /// Texts of up to so many words also have a score by characters.
  static let shortLength = 3
  /// Texts of fewer words are not looked for inside longer ones.
  static let leastPart = 3
}

/// How two texts are compared.
public enum ScoreKind: String, Sendable, CaseIterable {
  /// By ``MatchCost``.
  case graded
  /// ⌊100 · (max − d) / max⌋ with the Levenshtein distance d over tokens at unit cost, as other tools have it: tokens are runs of letters and
  /// digits, and every other visible character; lower case; nothing else is folded.
  case plain
}
