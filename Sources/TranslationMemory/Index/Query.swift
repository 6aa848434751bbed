internal import Language

/// A text cut into tokens for lookups in one kind of index.
struct QueryText {
  let score: ScoreKind
  /// The tokens' keys, end to end, and where each ends.
  private(set) var keyBytes: [UInt8] = []
  private(set) var keyEnds: [Int] = []
  private(set) var joined: [UInt8] = []
  /// The names of the tokens' classes, once an index has asked for them.
  fileprivate var kappaNames: [Int: TokenKeys.KappaName] = [:]

  /// No text.
  init() { score = .graded }

  init(_ text: String, _ keys: inout TokenKeys) {
    let score = keys.score
    self.score = score
    var wasApart = false
    text.withUTF8Bytes { bytes in
      keys.forEach(in: bytes) { key in
        keyBytes.append(contentsOf: key)
        keyEnds.append(keyBytes.count)
        TokenKeys.appendJoined(key, score, wasApart: &wasApart, to: &joined)
      }
    }
  }

  var joinHash: UInt64 { joined.withUnsafeBytes { Hash64.of($0) } }
  var count: Int { keyEnds.count }
  func key(_ token: Int) -> Range<Int> { (token == 0 ? 0 : keyEnds[token - 1])..<keyEnds[token] }
}

/// A text made ready for one index: its tokens as the index numbers them. Tokens that the index doesn't know get numbers behind the known ones.
struct Query {
  /// All tokens in order, marks included.
  private(set) var tokens: [TokenDistance.Graded] = []
  /// The κ classes of the heavy ones.
  private(set) var heavy: [UInt32] = []
  /// How many heavy tokens have a class that no entry has.
  private(set) var unknownCount = 0

  /// - Complexity: O(tokens); a class of a token that no index knew is worked out once for all of them.
  init(_ text: inout QueryText, in index: Index) {
    var newForms: [[UInt8]: UInt32] = [:]
    var newKappas: [[UInt8]: UInt32] = [:]
    tokens.reserveCapacity(text.count)
    for token in 0..<text.count {
      let range = text.key(token)
      let found = text.keyBytes.withUnsafeBufferPointer { index.forms.find(UnsafeBufferPointer(rebasing: $0[range])) }
      let form: UInt32, kappa: UInt32
      if let found {
        form = found
        kappa = index.kappa(of: found)
      } else {
        let bytes = Array(text.keyBytes[range])
        form = newForms[bytes] ?? UInt32(index.forms.count + newForms.count)
        newForms[bytes] = form
        func named(_ name: [UInt8]) -> UInt32 {
          if let known = name.withUnsafeBufferPointer({ index.kappas.find($0) }) { return known }
          let number = newKappas[name] ?? UInt32(index.kappas.count + newKappas.count)
          newKappas[name] = number
          return number
        }
        let name = text.kappaNames[token] ?? bytes.withUnsafeBufferPointer { TokenKeys.kappa(of: $0, text.score) }
        text.kappaNames[token] = name
        switch name {
        case .mark: kappa = Kappa.mark
        case .number: kappa = Kappa.number
        case .own: kappa = named(bytes)
        case .stem(let stem): kappa = named(stem)
        }
      }
      tokens.append(.init(form: form, kappa: kappa))
      if kappa != Kappa.mark {
        heavy.append(kappa)
        if Int(kappa) >= index.kappas.count { unknownCount += 1 }
      }
    }
  }
}
