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
  /// Why the unit is doubtful: names of reasons with blanks between them.
  public static let cleaning = "x-clean"
  /// The id that the unit had in the file it was imported from.
  public static let foreignID = "x-foreign-tuid"
}
