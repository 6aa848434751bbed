internal import Language

/// What a concordance asks for.
public struct ConcordanceOptions: Hashable, Sendable {
  public var side: Side
  /// Take inflected forms of the words as well.
  public var byStem: Bool
  public var limit: Int

  public enum Side: String, Sendable, CaseIterable {
    case source, target, both
  }

  public init(side: Side = .both, byStem: Bool = true, limit: Int = 100) {
    self.side = side
    self.byStem = byStem
    self.limit = limit
  }
}

/// A unit in which a phrase was found.
public struct ConcordanceHit: Hashable, Sendable {
  public var side: ConcordanceOptions.Side
  public var source, target: String
  /// Where the words stand in the text of ``side``, in Unicode scalars.
  public var ranges: [Range<Int>]
  public var tuid: String?
  public var memory: String
  public var confirmedBy: String?
  public var origin: String?
  /// How many units say the same.
  public var count: Int
  public var offset: Int
}

/// What a concordance looks for: words and phrases that must all be there.
struct ConcordanceQuery {
  /// Each a run of token keys: one for a word, several for a quoted phrase or a word that the tokenizer cuts.
  var terms: [[[UInt8]]] = []

  /// Reads words, and phrases in quotation marks ("…", «…», “…”).
  init(_ phrase: String) {
    var quoted = String.UnicodeScalarView()
    var open = String.UnicodeScalarView()
    var closing: Unicode.Scalar?
    var scanner = TokenScanner()
    var terms: [[[UInt8]]] = []
    func keys(_ text: String.UnicodeScalarView) -> [[UInt8]] {
      String(text).withUTF8Bytes { bytes in
        scanner.scan(bytes)
        return scanner.tokens.map { Array(scanner.key[Int($0.keyStart)..<Int($0.keyEnd)]) }
      }.filter { $0.withUnsafeBufferPointer { KeyClass.of($0).kind != .mark } }
    }
    func finish(_ text: inout String.UnicodeScalarView, asPhrase: Bool) {
      let keys = keys(text)
      text = String.UnicodeScalarView()
      if asPhrase {
        if !keys.isEmpty { terms.append(keys) }
      } else {
        for key in keys { terms.append([key]) }
      }
    }
    for scalar in phrase.unicodeScalars {
      if let end = closing {
        if scalar == end {
          finish(&quoted, asPhrase: true)
          closing = nil
        } else {
          quoted.append(scalar)
        }
      } else if let end = Self.pairs[scalar] {
        finish(&open, asPhrase: false)
        closing = end
      } else {
        open.append(scalar)
      }
    }
    finish(&quoted, asPhrase: closing == nil)
    finish(&open, asPhrase: false)
    self.terms = terms
  }

  private static let pairs: [Unicode.Scalar: Unicode.Scalar] = ["\"": "\"", "«": "»", "\u{201C}": "\u{201D}"]
}

extension Index {
  /// A term of a concordance as the index numbers it.
  struct Term {
    var forms: [UInt32?]
    var kappas: [UInt32]
  }

  /// The numbers of a query's terms; nil when the index has none of some word's class.
  func terms(_ query: ConcordanceQuery, byStem: Bool) -> [Term]? {
    var terms: [Term] = []
    for keys in query.terms {
      var term = Term(forms: [], kappas: [])
      for key in keys {
        let found: (form: UInt32?, kappa: UInt32)? = key.withUnsafeBufferPointer { key in
          if let form = forms.find(key) { return (form, kappa(of: form)) }
          guard byStem else { return nil }
          switch TokenKeys.kappa(of: key, score) {
          case .stem(let stem): return stem.withUnsafeBufferPointer { kappas.find($0) }.map { (nil, $0) }
          default: return nil
          }
        }
        guard let found else { return nil }
        term.forms.append(found.form)
        term.kappas.append(found.kappa)
      }
      terms.append(term)
    }
    return terms
  }

  /// The entries that hold all terms, in ascending order.
  /// - Complexity: O(entries with the rarest word × their length).
  func entries(with terms: [Term], byStem: Bool) -> [UInt32] {
    let rarest = terms.flatMap(\.kappas).min { postings(of: $0).count < postings(of: $1).count }
    guard let rarest else { return [] }
    return postings(of: rarest).filter { entry in
      let forms = forms(of: entry)
      return terms.allSatisfy { holds(forms, $0, byStem) }
    }
  }

  private func holds(_ forms: UnsafeBufferPointer<UInt32>, _ term: Term, _ byStem: Bool) -> Bool {
    for start in forms.indices {
      var at = start
      var matched = 0
      while at < forms.count, matched < term.kappas.count {
        let kappa = kappa(of: forms[at])
        if kappa == Kappa.mark {
          // Marks inside a phrase don't part it.
          if matched == 0 { break }
          at += 1
          continue
        }
        let agrees = byStem && kappa != Kappa.number ? kappa == term.kappas[matched] : forms[at] == term.forms[matched]
        guard agrees else { break }
        matched += 1
        at += 1
      }
      if matched == term.kappas.count { return true }
    }
    return false
  }
}

/// Finds a query's words in a text, for showing them.
struct ConcordanceMarker {
  private var scanner = TokenScanner()
  private let terms: [[(key: [UInt8], name: [UInt8])]]
  private let byStem: Bool

  init(_ query: ConcordanceQuery, byStem: Bool) {
    self.byStem = byStem
    terms = query.terms.map { $0.map { key in (key, key.withUnsafeBufferPointer { Self.name($0, byStem) }) } }
  }

  private static func name(_ key: UnsafeBufferPointer<UInt8>, _ byStem: Bool) -> [UInt8] {
    if byStem, case .stem(let stem) = TokenKeys.kappa(of: key, .graded) { return stem }
    return Array(key)
  }

  /// The places of the words, in Unicode scalars, in order.
  mutating func ranges(in text: String) -> [Range<Int>] {
    text.withUTF8Bytes { bytes in
      scanner.scan(bytes)
      var names: [(name: [UInt8], range: Range<Int>)] = []
      scanner.key.withUnsafeBufferPointer { keys in
        for token in scanner.tokens {
          let key = UnsafeBufferPointer(rebasing: keys[Int(token.keyStart)..<Int(token.keyEnd)])
          if KeyClass.of(key).kind != .mark { names.append((Self.name(key, byStem), Int(token.start)..<Int(token.end))) }
        }
      }
      var found: Set<Range<Int>> = []
      for term in terms where term.count <= names.count {
        for start in 0...(names.count - term.count) where term.indices.allSatisfy({ names[start + $0].name == term[$0].name }) {
          found.insert(names[start].range.lowerBound..<names[start + term.count - 1].range.upperBound)
        }
      }
      return found.sorted { $0.lowerBound < $1.lowerBound }
    }
  }
}
