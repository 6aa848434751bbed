internal import Language

extension LinkTable {
  /// Names by their consonants, across the two scripts.
  func linkNames(_ source: TextTable, _ target: TextTable, _ workspace: Workspace, _ weights: Weights, _ body: (Link, Int32) -> Void) {
    let persianIsSource = source.arabicTokens > source.latinTokens
    let (persian, latin) = persianIsSource ? (source, target) : (target, source)
    guard persian.arabicTokens > 0, latin.latinTokens > 0 else { return }
    // Chains of Latin types by skeleton.
    var next = [Int32](repeating: -1, count: latin.types.count)
    var used: [Int32] = []
    for (index, type) in latin.types.enumerated() where type.isCapitalized && type.kind == .word && type.script == .latin {
      let skeleton =
        persianIsSource
        ? workspace.target.skeletons(ofKey: type.key, .latin, &workspace.skeletons).0
        : workspace.source.skeletons(ofKey: type.key, .latin, &workspace.skeletons).0
      guard skeleton >= 0 else { continue }
      while workspace.firstOfSkeleton.count < workspace.skeletons.count { workspace.firstOfSkeleton.append(-1) }
      next[index] = workspace.firstOfSkeleton[Int(skeleton)]
      workspace.firstOfSkeleton[Int(skeleton)] = Int32(index)
      used.append(skeleton)
    }
    guard !used.isEmpty else { return }
    for (index, type) in persian.types.enumerated() where type.script == .arabic && type.kind == .word {
      let both =
        persianIsSource
        ? workspace.source.skeletons(ofKey: type.key, .arabic, &workspace.skeletons)
        : workspace.target.skeletons(ofKey: type.key, .arabic, &workspace.skeletons)
      for skeleton in [both.0, both.1] where skeleton >= 0 && Int(skeleton) < workspace.firstOfSkeleton.count {
        let length = workspace.skeletons.starts[Int(skeleton) + 1] - workspace.skeletons.starts[Int(skeleton)]
        let t = Float(length >= 4 ? weights.skeleton4 : weights.skeleton3)
        var other = workspace.firstOfSkeleton[Int(skeleton)]
        while other >= 0 {
          let link = Link(target: persianIsSource ? other : Int32(index), forward: t, backward: t, kind: .name)
          body(link, persianIsSource ? Int32(index) : other)
          other = next[Int(other)]
        }
      }
    }
    for skeleton in used { workspace.firstOfSkeleton[Int(skeleton)] = -1 }
  }
}
