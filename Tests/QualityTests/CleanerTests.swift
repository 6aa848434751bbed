import Quality
import Testing

@Suite("reasons to clean, in one-line cases")
struct CleanerTests {
  private func expect(_ source: String, _ target: String, _ reasons: CleaningReason..., location: SourceLocation = #_sourceLocation) {
    let found = Cleaner().reasons(source: source, target: target)
    #expect(found == reasons.sorted(), "found \(found.map(\.rawValue))", sourceLocation: location)
  }

  @Test("each reason by its name")
  func reasons() {
    expect("شورا تشکیل شد.", "", .empty)
    expect("متن ترجمه نشده است.", "متن ترجمه نشده است.", .identical)
    expect("***", "***", .onlySymbols)
    expect("۱۲", "12", .onlyNumbers)
    expect("خانه > خبرها > ایران > امروز", "Home > News > Iran > Today", .breadcrumbs)
    expect("شورا آن را پذیرفت.", "The Council acceptedItAtOnceYesterday.", .gluedWords)
    expect("شورا آن را پذیرفت.", "The Council accepted the the text.", .repeatedWords)
    expect("شورا آن را پذیرفت.", "The C o u n c i l accepted it.", .spaceNoise)
    expect("شورا آن را پذیرفت.", "The Council accepted &nbsp; it.", .escapedUnicode)
    expect("شورا آن را پذیرفت.", "The Councilâ€™s textâ€™s end", .badEncoding)
    expect("شورا آن را پذیرفت.", "The Council\u{FFFD} accepted it.", .unicodeNoise)
    expect("شورا آن را پذیرفت.", "The Council (the body accepted it.", .brackets)
    expect("دوازده تن", "13 persons", .differentNumbers)
    expect("شورا {0} را پذیرفت.", "The Council accepted it.", .differentTags)
  }

  @Test("good pairs have none; what isn't wanted isn't said")
  func good() {
    expect("شورای امنیت قطعنامهٔ ۲۲۳۱ را تصویب کرد.", "The Security Council adopted resolution 2231.")
    expect("صلح، امنیت", "peace and security")
    #expect(Cleaner(wanted: [.identical]).reasons(source: "شورا", target: "") == [])
  }
}
