import Language
import Testing

/// One line a case: `|` stands where a sentence ends.
@Suite struct EnglishTests {
  @Test(
    "titles, abbreviations and initials end no sentence by themselves",
    arguments: [
      "Mr. Smith came.| He left.",
      "Today Mr. Laaksonen and I met.| We talked.",
      "H.E. Dr. Kazem Gharibabadi spoke.| He left.",
      "The U.S. Government agreed.| It signed.",
      "They came from the U.S.| They left.",
      "See Art. 5 of the Treaty.| It says so.",
      "See Arts. 5 and 6, paras. 1-3.| They say so.",
      "See vol. II, p. 12.| It says so.",
      "See Art. IV of the Treaty.| It says so.",
      "No. 421/7/1186 is the number.| Keep it.",
      "He said no.| She said yes.",
      "J. Smith and A. B. Jones came.| They left.",
      "Annex B.| The parties agree.",
      "He met Sens. Kennedy and Graham.| They left.",
      "At 5 p.m. the talks ended.| They left.",
      "The talks ended at 5 p.m.| The ministers left.",
      "Oil, gas, etc. were discussed.| They left.",
      "Boeing Co. said so.| It left.",
      "E.g. this one, i.e. that one.| Fine.",
      "Smith et al. found it.| They left.",
      "Gen. Soleimani, Lt. Gen. Miller and Col. Sanders came.| They left.",
      "It opened on Sept. 12.| It closed in Oct.| It was short.",
      "P.S. I am moving back.| Bye.",
      "So am I.| You know it.",
      "In 587 B.C.| The city fell.",
      "Iran v. United States was heard.| It closed.",
    ])
  func abbreviations(_ text: String) { expectSentences(text, .english) }

  @Test(
    "numbers, addresses, symbols",
    arguments: [
      "It grew 3.5 per cent.| It fell.",
      "See www.un.org for more.| Then come.",
      "See https://www.un.org/a.B?c=D.e for more.| Then come.",
      "Resolution S/RES/2231 (2015) was adopted.| It holds.",
      "Version 1.2.3 came.| It works.",
      "Write to a.B@example.Com now.| We answer.",
      "The site Example.Com is closed.| It was old.",
      "It is in Node.JS now.| Fine.",
      "He uses .NET at work.| Fine.",
    ])
  func tokens(_ text: String) { expectSentences(text, .english) }

  @Test(
    "marks without a blank behind",
    arguments: [
      "He left Iran.|The end.",
      "It ended in 2017.|China's turn.",
      "He called it \"reasonable\".|A keen man.",
      "He left.|\"We stay,\" she said.|\"You go.\"",
      "He said: \"We stay.\"|She left.",
      "He left (for good).|She stayed.",
      "Is it so?|Yes.",
      "It rose by 5%.|The rest fell.",
      "It was in the 1970s.|I love it.",
      "It opened in Oct.|In order to close.",
      "It stopped.|NATO said so.",
      "He waited...|Then he left.",
      "It was rough .|The end.",
    ])
  func glued(_ text: String) { expectSentences(text, .english) }

  @Test(
    "quotations, straight and curly",
    arguments: [
      "\"Why?\" he asked.| \"Because.\"",
      "He said: \"We stay. \"| She left.",
      "“We stay.”| She left.",
      "\"We stay,\"| \"you go.\"",
      "‘We stay.’| She left.",
      "\"Stop!\" he said.| \"Go!\"| She left.",
      "He said \"No.\" and left.| She stayed.",
      "He added: \"It took hours.\"| \"Despite all,\" he noted, \"the path is open.\"",
      "He read 'The Sun'.| She read it too.",
    ])
  func quotations(_ text: String) { expectSentences(text, .english) }

  @Test(
    "small letters begin sentences where their writer does so",
    arguments: [
      "it works.| i like it.| we use it.",
      "The bus is available.| it is not frequent.",
      "The temp. and pressure rose.| They fell.",
    ])
  func casual(_ text: String) { expectSentences(text, .english) }

  @Test(
    "ellipses, emoticons, rules and stamps",
    arguments: [
      "They are curious ... but harmless.| Fine.",
      "He waited...| Then he left.",
      "It works! :-)| We like it.",
      "Kay Mann| 04/26/2001 07:17 AM| Will you come?",
      "It was on 04/25/01 12:42:55| We have moved.",
      "Subject line =====| Body of it.",
      "Try http://www.example.org/| The best site.",
      "Try http://www.example.org/ now.",
      "What?!| No.",
      "The plan (is it new?) works.| Fine.",
      "The plan works (see the annex for all of it.)| Fine words.",
    ])
  func others(_ text: String) { expectSentences(text, .english) }

  @Test(
    "list marks belong to what follows",
    arguments: [
      "A. Political relations",
      "1. The two sides met.| They left.",
      "(a) The two sides met.| They left.",
      "iv. The two sides met.| They left.",
      "- The two sides met.| They left.",
    ])
  func listMarks(_ text: String) { expectSentences(text, .english) }
}
