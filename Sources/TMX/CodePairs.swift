/// Puts paired codes in order: TMX 1.4b §4.5 asks that a `bpt` has its `ept` in the same segment; one that stands alone is an `it`.
enum CodePairs {
  /// - Parameter changed: counts the codes that became single ones.
  static func paired(_ pieces: [Inline], _ changed: inout Int) -> [Inline] {
    var codes: [(number: String?, isBegin: Bool)] = []
    collect(pieces, &codes)
    if codes.isEmpty { return pieces }
    var partners = [Int?](repeating: nil, count: codes.count)
    var open: [Int] = []
    for (index, code) in codes.enumerated() {
      if code.isBegin {
        open.append(index)
      } else if let at = open.lastIndex(where: { utf8Equal(codes[$0].number, code.number) }) {
        let begin = open.remove(at: at)
        partners[begin] = index
        partners[index] = begin
      }
    }
    // A number that a pair has already, or none at all, is replaced by one that is free.
    var taken: Set<String> = Set(codes.compactMap(\.number))
    var numbers = codes.map { $0.number }
    var used: Set<String> = []
    for (index, code) in codes.enumerated() where code.isBegin && partners[index] != nil {
      if let number = code.number, used.insert(number).inserted { continue }
      var free = 1
      while taken.contains(String(free)) { free += 1 }
      taken.insert(String(free))
      used.insert(String(free))
      numbers[index] = String(free)
      numbers[partners[index]!] = String(free)
    }
    var index = 0
    return rewritten(pieces, partners, numbers, &index, &changed)
  }

  private static func utf8Equal(_ a: String?, _ b: String?) -> Bool {
    guard let a, let b else { return a == nil && b == nil }
    return a.utf8.elementsEqual(b.utf8)
  }

  private static func collect(_ pieces: [Inline], _ codes: inout [(number: String?, isBegin: Bool)]) {
    for case .element(let name, let attributes, let children) in pieces {
      if name == "bpt" || name == "ept" { codes.append((attributes.first { $0.name == "i" }?.value, name == "bpt")) }
      collect(children, &codes)
    }
  }

  private static func rewritten(
    _ pieces: [Inline], _ partners: [Int?], _ numbers: [String?], _ index: inout Int, _ changed: inout Int
  ) -> [Inline] {
    pieces.map { piece in
      guard case .element(var name, var attributes, let children) = piece else { return piece }
      if name == "bpt" || name == "ept" {
        let at = index
        index += 1
        if partners[at] == nil {
          changed += 1
          attributes.removeAll { $0.name == "i" }
          attributes.insert(Attribute("pos", name == "bpt" ? "begin" : "end"), at: 0)
          name = "it"
        } else if let number = numbers[at] {
          if let old = attributes.firstIndex(where: { $0.name == "i" }) {
            attributes[old].value = number
          } else {
            attributes.insert(Attribute("i", number), at: 0)
          }
        }
      }
      return .element(name: name, attributes: attributes, children: rewritten(children, partners, numbers, &index, &changed))
    }
  }
}

extension Unit {
  /// The unit itself when each language has one variant; else units that hold every variant: the first of each language, then for each further
  /// one the first variant of the unit beside it. The further ones have no id.
  public var withOneVariantPerLanguage: [Unit] {
    var seen: Set<String> = []
    var firsts: [Variant] = []
    var others: [Variant] = []
    for variant in variants {
      if seen.insert(variant.language.canonical).inserted { firsts.append(variant) } else { others.append(variant) }
    }
    if others.isEmpty { return [self] }
    var first = self
    first.variants = firsts
    let sources = variants.filter { $0.language.canonical == firsts[0].language.canonical }
    return [first]
      + others.map { other in
        var unit = self
        unit.tuid = nil
        let partner = sources.contains(other) ? firsts.dropFirst().first : firsts[0]
        unit.variants = sources.contains(other) ? [other] + (partner.map { [$0] } ?? []) : [firsts[0], other]
        return unit
      }
  }
}
