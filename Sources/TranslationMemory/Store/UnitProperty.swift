/// The `prop` types that Tarjoman leaves on a unit (TMX 1.4b §4.2: user-defined types begin with `x-`).
public enum UnitProperty {
  /// The document that the pair comes from.
  public static let origin = "x-origin"
  /// Its place there: the number of the bead, from 1.
  public static let position = "x-position"
  /// How it was aligned: `machine`, `person`, or a tool's name.
  public static let alignment = "x-alignment"
  /// The aligner's probability, 0…1.
  public static let score = "x-alignment-score"
  /// The person who read the pair and found it right.
  public static let confirmedBy = "x-confirmed-by"
  /// When: `YYYYMMDDThhmmssZ`.
  public static let confirmedAt = "x-confirmed-at"
  public static let domain = "x-domain"
  /// How far the translation was in the bilingual file it comes from, in that file's word: `fuzzy`, `needs-review-translation`, `final` …
  public static let state = "x-state"
  /// The entry's id in the bilingual file it comes from.
  public static let entry = "x-entry"
  /// What tells it from entries with the same source there (`msgctxt`, `resname`).
  public static let context = "x-context"
  /// Why the unit is doubtful: names of reasons with blanks between them.
  public static let cleaning = "x-clean"
  /// The id that the unit had in the file it was imported from.
  public static let foreignID = "x-foreign-tuid"
}
