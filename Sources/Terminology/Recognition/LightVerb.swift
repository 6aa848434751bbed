/// Persian verbs that make phrases with a noun: تأکید کردن, قرار دادن.
enum LightVerb {
  /// Verbs that stand for one another in a phrase.
  enum Class: UInt8 {
    case none
    /// کردن, نمودن, ساختن, گرداندن
    case make
    /// شدن, گردیدن: also the passive of those above.
    case become
    case give, strike, take, bring, have, find, arrive, draw, eat, put, go, come, see, fall, cast, tie, carry

    init(infinitive: String) { self = Self.classes[infinitive] ?? .none }

    // نمود is a noun as well, so that its stem is itself.
    private static let classes: [String: Class] = {
      var classes: [String: Class] = [:]
      for (verbs, value) in [
        ("کردن نمودن نمود ساختن گرداندن گردانیدن فرمودن", Class.make), ("شدن گردیدن گشتن", .become), ("دادن", .give), ("زدن", .strike),
        ("گرفتن", .take), ("اوردن", .bring), ("داشتن", .have), ("یافتن", .find), ("رسیدن رساندن", .arrive), ("کشیدن", .draw),
        ("خوردن", .eat), ("گذاشتن نهادن گذاردن", .put), ("رفتن", .go), ("امدن", .come), ("دیدن", .see), ("افتادن", .fall),
        ("انداختن", .cast), ("بستن", .tie), ("بردن", .carry), ("ورزیدن", .make), ("بخشیدن", .give), ("پیوستن", .come), ("پرداختن", .put),
      ] { for verb in verbs.split(separator: " ") { classes[String(verb)] = value } }
      return classes
    }()

    /// True when a form of `other` may stand where the term has a form of this one.
    /// - Parameter isNear: right behind the noun, where اظهار کرد is اظهار داشت.
    func admits(_ other: Class, isNear: Bool) -> Bool {
      self == other || self == .make && other == .become || isNear && self == .have && other == .make
    }
  }

  /// How many words may stand between a noun and its verb.
  static let reach = 4
  /// How many between an adjective and its verb: it has a complement between them, خواستار تضمین حق آموزش … شدند.
  static let predicateReach = 12
}
