internal import Language

/// Words that carry little meaning by themselves, and that a translation may do without: pronouns, prepositions, light verbs, units of time.
enum SmallWords {
  /// True for a small word of either language.
  /// - Parameters:
  ///   - key: its folded key.
  ///   - stem: its stem; an inflected light verb is small, too.
  static func isSmall(_ key: String, stem: String) -> Bool {
    LanguageGuess.persianSmall.contains(key) || LanguageGuess.english.contains(key) || english.contains(key) || persian.contains(key)
      || persian.contains(stem)
  }

  private static let persian = words(
    """
      کردن شدن بودن داشتن دادن گرفتن خواستن رفتن امدن یافتن نمودن زدن گردیدن گشتن توانستن بایستن شایستن ساختن گذاشتن اوردن
      بردن رسیدن رساندن است نیز باید شاید هست نیست دیگر بسیار تنها حال اما ولی همین همان چنین چنان همچنین میان بین روی پیش
      پس سپس درباره باره مورد مانند نزد توسط طریق جهت منظور واسطه وسیله عنوان صورت گونه انجام قرار اینکه انکه چون زیرا اگر
      هرچند گرچه اگرچه ایشان انان انها اینها وجود طور مقابل علیه هنگام زمان ضمن پایه اساس طبق بنا سوی جمله غیر بدون هیچ همه
      تمام کلیه برخی بعضی چند هنوز اکنون امروز دیروز فردا ان شما ما من او وی ماه سال بار گفت روز اقای خانم جناب سرکار مراتب
      بیش دست امر امور حالی یا چه چرا خود موافق مخالف ساعت وقت تن نفر ایا چگونه اینجا انجا همراه بله خیر اغلب ها هایی حدود همگی پیدا کار طول کشیدن میلادی شمسی قمری هجری طی
    """)

  private static let english = words(
    """
      per day been being does doing done make makes made making take takes took taken taking give gives gave given giving hold holds
      held holding come comes came coming goes went gone going gets must shall should would might between among over under
      through during until against upon within without towards toward concerning regarding including according along across
      around since while whereas although though however therefore thus hence also even still already here where those whose
      whom same every each many much well place used using like himself herself itself themselves cannot ever month months
      year years week weeks days time times then late early principle agency body organization organisation matter issue
      never neither either nothing none such further thereof therein herein hereby said says saying today yesterday tomorrow
      once yet again above below because next last able having become became
    """)

  private static func words(_ text: String) -> Set<String> { Set(text.split { $0 == " " || $0 == "\n" }.map(String.init)) }
}
