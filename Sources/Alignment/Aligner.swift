public import Language

/// Aligns the segments of a text with those of its translation.
///
///     let aligner = Aligner(lexicon: lexicon)
///     let alignment = aligner.align(source: persian, target: english)
///     alignment.beads[0].evidence.describe()   // "7 of 9 words, number 2231, name Lavrov"
///
/// The alignment is the path of the highest score through all monotone ways of joining segments, by dynamic programming. A bead's score is the
/// log-likelihood ratio of "these segments translate each other" against leaving them unaligned:
///
///     prior(shape) + length + ½ (E + F)
///     length = ln N(x; 0, s²) − ln N(x; 0, 0.9²),  x = ln(target / source characters) − what the two texts have as a whole
///     E = Σ over target words e:  min(4, ln(λ + (1 − λ) · Σ t(e | f) over source words f / (|F| · p(e))));  F likewise, sides exchanged
///
/// Length after Gale & Church 1993, words after Moore 2002 and Brown et al. 1993 (IBM Model 1). A segment left out costs a constant, which follows
/// the rate of omissions estimated for each document. Crossing order is not found: moved passages come out as omission and addition.
public struct Aligner: Sendable {
  /// What the texts are and how far to look.
  public struct Options: Hashable, Sendable {
    public var source: LanguageTag = .persian
    public var target: LanguageTag = .english
    public var weights = Weights()
    /// Fill in ``Bead/evidence``; takes about as long again as the alignment.
    public var explains = true
    /// Nodes of the largest block that is searched as a whole (about 160 bytes each); larger texts are worked off in windows.
    public var maximumNodes = 1_000_000
    /// Nodes of a block that is searched as a whole without asking.
    var wholeNodes = 40_000
    /// Segments of the shorter side of a window of a larger block.
    var window = 160

    public init() {}
  }

  public var options: Options {
    didSet {
      let (old, new) = (oldValue.weights, options.weights)
      if old.learntHalf != new.learntHalf || old.weakest != new.weakest { learnt = lexicon.learnt.map { LearntRows($0, new) } }
    }
  }
  public let lexicon: Lexicon
  private let isMirrored: Bool
  private var learnt: LearntRows?
  private let workspaces: WorkspacePool

  public init(options: Options = Options(), lexicon: Lexicon = Lexicon(), terms: [AlignmentTerm] = []) {
    self.options = options
    isMirrored = options.source.primary == lexicon.right.primary && options.target.primary == lexicon.left.primary
    let fits = isMirrored || options.source.primary == lexicon.left.primary && options.target.primary == lexicon.right.primary
    let used = fits ? lexicon : Lexicon(left: options.source, right: options.target)
    self.lexicon = used
    learnt = used.learnt.map { LearntRows($0, options.weights) }
    let tables = used.given + [used.learnt].compactMap { $0 }
    workspaces = WorkspacePool { [isMirrored] in
      Workspace(
        source: tables.map { isMirrored ? $0.right : $0.left }, target: tables.map { isMirrored ? $0.left : $0.right }, terms: terms)
    }
  }

  /// Aligns two texts. Beads in `confirmed` stay as they are, and the rest is aligned between them.
  /// - Parameter progress: called now and then with the segments of both texts that are aligned, and how many there are.
  /// - Complexity: O(n · m) for texts of some hundred segments, O(n + m) for longer ones.
  public func align(
    source: [AlignmentSegment], target: [AlignmentSegment], confirmed: [Bead] = [], progress: (Int, Int) -> Void = { _, _ in }
  ) -> Alignment {
    guard !source.isEmpty || !target.isEmpty else { return Alignment(beads: [], warnings: [.bothEmpty]) }
    return workspaces.with { align(source, target, confirmed, progress, $0) }
  }

  private func align(
    _ source: [AlignmentSegment], _ target: [AlignmentSegment], _ confirmed: [Bead], _ progress: (Int, Int) -> Void, _ workspace: Workspace
  ) -> Alignment {
    let sourceTable = TextTable(
      source, &workspace.source, &workspace.reader, terms: workspace.sourceTerms, language: options.source, keepsPlaces: options.explains)
    let targetTable = TextTable(
      target, &workspace.target, &workspace.reader, terms: workspace.targetTerms, language: options.target, keepsPlaces: options.explains)
    defer {
      sourceTable.release(&workspace.source)
      targetTable.release(&workspace.target)
    }
    let links = LinkTable(
      source: sourceTable, target: targetTable, workspace, lexicon: lexicon, learnt: learnt, isMirrored: isMirrored,
      weights: options.weights)
    let (anchors, alone, unusable) = Self.anchors(confirmed, source.count, target.count)
    var warnings = Self.inputWarnings(source, target, sourceTable, targetTable, options)
    warnings += unusable

    var beads: [Bead] = []
    var tally = Tally()
    var position = (source: 0, target: 0)
    let search = Search(source: sourceTable, target: targetTable, links: links, alone: alone, options: options, block: workspace.block)
    for anchor in anchors + [nil] {
      let end = anchor.map { ($0.source.lowerBound, $0.target.lowerBound) } ?? (source.count, target.count)
      let before = position.source + position.target
      let steps = search.run(source: position.source..<end.0, target: position.target..<end.1) { done in
        progress(before + done, source.count + target.count)
      }
      beads += steps.map { step in
        tally.add(step, lexical: step.shape >= 0 ? search.parts(of: step).lexical : 0)
        let isConfirmed =
          step.shape < 0 && (step.source.contains(where: alone.source.contains) || step.target.contains(where: alone.target.contains))
        return Bead(
          source: step.source, target: step.target, probability: isConfirmed ? 1 : step.probability, score: Double(step.score),
          evidence: options.explains ? search.evidence(step, source, target) : Evidence(), state: isConfirmed ? .confirmed : .machine)
      }
      guard let anchor else { break }
      beads.append(anchor)
      position = (anchor.source.upperBound, anchor.target.upperBound)
    }
    progress(source.count + target.count, source.count + target.count)
    if let warning = tally.warning(hasLexicon: !lexicon.isEmpty) { warnings.append(warning) }
    return Alignment(beads: beads, warnings: warnings)
  }

  /// Segments that a person found to have no counterpart.
  struct Alone {
    var source: Set<Int> = [], target: Set<Int> = []
  }

  /// The confirmed beads that can all stand together, in order, the segments confirmed to have no counterpart, and a warning for each other bead.
  private static func anchors(_ confirmed: [Bead], _ sources: Int, _ targets: Int) -> ([Bead], Alone, [Alignment.Warning]) {
    var kept: [Bead] = []
    var alone = Alone()
    var warnings: [Alignment.Warning] = []
    let sorted = confirmed.filter { !$0.isNull }.sorted {
      ($0.source.lowerBound, $0.target.lowerBound, $0.source.upperBound) < (
        $1.source.lowerBound, $1.target.lowerBound, $1.source.upperBound
      )
    }
    for bead in sorted {
      let fits =
        bead.source.upperBound <= sources && bead.target.upperBound <= targets && bead.source.lowerBound >= 0 && bead.target.lowerBound >= 0
        && (kept.last.map { $0.source.upperBound <= bead.source.lowerBound && $0.target.upperBound <= bead.target.lowerBound } ?? true)
      if fits {
        var bead = bead
        (bead.state, bead.probability) = (.confirmed, 1)
        kept.append(bead)
      } else {
        warnings.append(.unusableConfirmation(source: bead.source, target: bead.target))
      }
    }
    // A segment without a counterpart is known by itself: where it stands in the other text means nothing.
    for bead in confirmed where bead.isNull {
      let isInside = (0...sources).contains(bead.source.upperBound) && (0...targets).contains(bead.target.upperBound)
      if isInside, !kept.contains(where: { $0.source.overlaps(bead.source) || $0.target.overlaps(bead.target) }) {
        alone.source.formUnion(bead.source)
        alone.target.formUnion(bead.target)
      } else {
        warnings.append(.unusableConfirmation(source: bead.source, target: bead.target))
      }
    }
    return (kept, alone, warnings)
  }

  private static func inputWarnings(
    _ source: [AlignmentSegment], _ target: [AlignmentSegment], _ sourceTable: TextTable, _ targetTable: TextTable, _ options: Options
  ) -> [Alignment.Warning] {
    if source.isEmpty || sourceTable.totalLength == 0 { return [.empty(.source)] }
    if target.isEmpty || targetTable.totalLength == 0 { return [.empty(.target)] }
    var warnings: [Alignment.Warning] = []
    func isForeign(_ table: TextTable, _ language: LanguageTag) -> Bool {
      switch language.language {
      case .persian: table.latinTokens > 2 * table.arabicTokens && table.latinTokens >= 3
      case .english: table.arabicTokens > 2 * table.latinTokens && table.arabicTokens >= 3
      case .other: false
      }
    }
    switch (isForeign(sourceTable, options.source), isForeign(targetTable, options.target)) {
    case (true, true): warnings.append(.swapped)
    case (true, false): warnings.append(.untranslated(.source))
    case (false, true): warnings.append(.untranslated(.target))
    case (false, false):
      // Texts in two scripts aren't the same.
      let sourceIsArabic = sourceTable.arabicTokens > sourceTable.latinTokens,
        targetIsArabic = targetTable.arabicTokens > targetTable.latinTokens
      if sourceIsArabic == targetIsArabic, target.count > 1 {
        let texts = Set(source.map { Array($0.text.utf8) })
        if 2 * target.count(where: { texts.contains(Array($0.text.utf8)) }) > target.count { warnings.append(.identical) }
      }
    }
    let ratio = Double(max(sourceTable.totalLength, targetTable.totalLength) / min(sourceTable.totalLength, targetTable.totalLength))
    if ratio > 3 { warnings.append(.unequal(ratio: ratio)) }
    return warnings
  }

  /// What joins the machine's beads: those that a person confirmed need no words.
  private struct Tally {
    var beads = 0, full = 0, joined = 0
    var covered = (source: 0, target: 0), all = (source: 0, target: 0)

    mutating func add(_ step: Block.Step, lexical: Double) {
      beads += 1
      all = (all.source + step.source.count, all.target + step.target.count)
      guard step.shape >= 0 else { return }
      full += 1
      if lexical > 0 { joined += 1 }
      covered = (covered.source + step.source.count, covered.target + step.target.count)
    }

    func warning(hasLexicon: Bool) -> Alignment.Warning? {
      guard hasLexicon, beads >= 6, all.source > 0, all.target > 0 else { return nil }
      let whole = Double(all.source + all.target)
      let share = full == 0 ? 0 : Double(joined) / Double(full) * min(1, 2 * Double(covered.source + covered.target) / whole)
      return share < 0.4 ? .unrelated(share: share) : nil
    }
  }
}
