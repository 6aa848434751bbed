/// A learnt table as the linking of two texts reads it: the entries that can count, each weighed by how often its words were seen, in rows by left word.
///
/// Most of what is learnt is weaker than ``Weights/weakest`` in both directions. It is left out once here and not once for each pair of texts.
/// - Complexity: O(entries) to make.
final class LearntRows: Sendable {
  struct Entry {
    var right: Int32
    /// t(right | left) and t(left | right).
    var forward, backward: Float
  }

  /// `starts[l]..<starts[l + 1]` are the entries of a left word.
  let starts: [Int32]
  let entries: [Entry]

  init(_ table: LexiconTable, _ weights: Weights) {
    let half = Float(weights.learntHalf), weakest = Float(weights.weakest)
    func trusts(_ side: LexiconTable.Side) -> [Float] { (0..<side.count).map { side.counts[$0] / (side.counts[$0] + half) } }
    let left = trusts(table.left), right = trusts(table.right)
    var starts: [Int32] = [0]
    starts.reserveCapacity(left.count + 1)
    var entries: [Entry] = []
    entries.reserveCapacity(table.entryCount)
    for l in left.indices {
      for at in table.row(l) {
        let column = Int(table.columns[at])
        let entry = Entry(right: Int32(column), forward: left[l] * table.forward[at], backward: right[column] * table.backward[at])
        if entry.forward >= weakest || entry.backward >= weakest { entries.append(entry) }
      }
      starts.append(Int32(entries.count))
    }
    self.starts = starts
    self.entries = entries
  }
}
