internal import Language

/// A text made ready for one index: its tokens as the index numbers them. Tokens that the index doesn't know get numbers behind the known ones.
struct Query {
  /// All tokens in order, marks included.
  private(set) var tokens: [TokenDistance.Graded] = []
  /// The κ classes of the heavy ones.
  private(set) var heavy: [UInt32] = []
  /// The tokens' keys, end to end, and where each ends.
  private(set) var keyBytes: [UInt8] = []
  private(set) var keyEnds: [Int] = []
  private(set) var joined: [UInt8] = []
  /// How many heavy tokens have a class that no entry has.
  private(set) var unknownCount = 0

  var joinHash: UInt64 { joined.withUnsafeBytes { Hash64.of($0) } }

  init(_ text: String, in index: Index, _ keys: inout TokenKeys) {
    var newForms: [[UInt8]: UInt32] = [:]
    var newKappas: [[UInt8]: UInt32] = [:]
    var wasApart = false
    text.withUTF8Bytes { bytes in
      keys.forEach(in: bytes) { key in
        keyBytes.append(contentsOf: key)
        keyEnds.append(keyBytes.count)
        TokenKeys.appendJoined(key, index.score, wasApart: &wasApart, to: &joined)
        var kappa: UInt32
        let form: UInt32
        if let known = index.forms.find(key) {
          form = known
          kappa = index.kappa(of: known)
        } else {
          let bytes = Array(key)
          let number = newForms[bytes] ?? UInt32(index.forms.count + newForms.count)
          newForms[bytes] = number
          form = number
          func named(_ name: [UInt8]) -> UInt32 {
            if let known = name.withUnsafeBufferPointer({ index.kappas.find($0) }) { return known }
            let number = newKappas[name] ?? UInt32(index.kappas.count + newKappas.count)
            newKappas[name] = number
            return number
          }
          switch TokenKeys.kappa(of: key, index.score) {
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

  func key(_ token: Int) -> ArraySlice<UInt8> { keyBytes[(token == 0 ? 0 : keyEnds[token - 1])..<keyEnds[token]] }
}
