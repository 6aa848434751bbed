/// The consonants of a name, in classes that a transliteration keeps: لاوروف and Lavrov have one skeleton.
///
///     NameSkeleton.of("امیرعبداللهیان", script: .arabic) == NameSkeleton.of("amirabdollahian", script: .latin)   // true
///
/// Vowels, ع, ء, the semivowels و and ی, hyphens and doubled letters are forgotten; letters and digraphs that stand for one sound of the other script share a
/// class: ق غ ~ q gh g k, خ ~ kh h, ژ ~ zh j, ث ص س ~ s, ذ ز ض ظ ~ z … A skeleton is evidence, not proof: require at least three consonants.
public enum NameSkeleton {
  /// The skeleton of a token's key; empty when the script is neither Arabic nor Latin.
  /// - Complexity: O(n).
  public static func of(_ key: String, script: Token.Script) -> String {
    var classes: [UInt8] = []
    switch script {
    case .arabic: persian(key, &classes)
    case .latin: latin(Array(key.utf8), &classes)
    case .none, .other: return ""
    }
    var skeleton: [UInt8] = []
    for sound in classes where skeleton.last != sound { skeleton.append(sound) }
    return String(decoding: skeleton, as: UTF8.self)
  }

  private static func persian(_ key: String, _ classes: inout [UInt8]) {
    for scalar in key.unicodeScalars {
      let sound: Character? =
        switch scalar {
        case "ب": "b"
        case "پ": "p"
        case "ت", "ط": "t"
        case "ث", "س", "ص": "s"
        case "ج", "ژ": "j"
        case "چ": "c"
        case "ح", "ه": "h"
        case "خ": "x"
        case "د": "d"
        case "ذ", "ز", "ض", "ظ": "z"
        case "ر": "r"
        case "ش": "S"
        case "غ", "ق", "گ": "g"
        case "ف": "f"
        case "ک": "k"
        case "ل": "l"
        case "م": "m"
        case "ن": "n"
        case "و": "w"
        default: nil
        }
      if let sound { classes.append(sound.asciiValue!) }
    }
    fold(&classes)
  }

  private static func latin(_ key: [UInt8], _ classes: inout [UInt8]) {
    var index = 0
    while index < key.count {
      let next = index + 1 < key.count ? key[index + 1] : 0
      let h = next == UInt8(ascii: "h")
      var sound: Character?
      var length = 1
      switch Character(Unicode.Scalar(key[index])) {
      case "b": sound = "b"
      case "p": (sound, length) = h ? ("f", 2) : ("p", 1)
      case "t": (sound, length) = h ? ("t", 2) : ("t", 1)
      case "s": (sound, length) = h ? ("S", 2) : ("s", 1)
      case "j": sound = "j"
      case "z": (sound, length) = h ? ("j", 2) : ("z", 1)
      case "c":
        if h { (sound, length) = ("c", 2) } else { sound = next == UInt8(ascii: "e") || next == UInt8(ascii: "i") ? "s" : "k" }
      case "k": (sound, length) = h ? ("x", 2) : ("k", 1)
      case "g": (sound, length) = h ? ("g", 2) : ("g", 1)
      case "q": sound = "g"
      case "h": sound = "h"
      case "d": (sound, length) = h ? ("d", 2) : ("d", 1)
      case "r": sound = "r"
      case "f": sound = "f"
      case "v", "w": sound = "w"
      case "l": sound = "l"
      case "m": sound = "m"
      case "n": sound = "n"
      case "x":
        classes.append(UInt8(ascii: "k"))
        sound = "s"
      default: break
      }
      if let sound { classes.append(sound.asciiValue!) }
      index += length
    }
    fold(&classes)
  }

  /// Weak sounds go: w and h are consonants in one script and vowels or silent in the other.
  private static func fold(_ classes: inout [UInt8]) {
    classes.removeAll { $0 == UInt8(ascii: "w") || $0 == UInt8(ascii: "h") }
  }
}
