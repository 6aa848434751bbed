internal import CLanguageData

/// What one Unicode scalar is to a tokenizer, and what becomes of it in a folding key: one look-up in a compiled-in table
/// (written by `Scripts/make-folding-table` from the Unicode Character Database).
package struct ScalarProperties: Sendable {
  private let entry: UInt32
  private let scalar: UInt32

  /// - Complexity: O(1), two loads.
  @inline(__always)
  package init(_ scalar: UInt32) {
    self.scalar = scalar
    entry = tarjoman_folding_entry(scalar)
  }

  package enum Class: UInt8, Sendable {
    case other, letter, mark, digit, blank, lineEnd, punctuation, symbol, ignorable, joiner
  }

  package enum Script: UInt8, Sendable {
    case none, arabic, latin, other
  }

  @inline(__always)
  package var kind: Class { Class(rawValue: UInt8(truncatingIfNeeded: entry >> 24 & 15)) ?? .other }
  @inline(__always)
  package var script: Script { Script(rawValue: UInt8(truncatingIfNeeded: entry >> 28 & 3)) ?? .none }

  /// True for a letter of this script that stands for itself in a key.
  @inline(__always)
  package func isPlainLetter(of script: Script) -> Bool {
    entry >> 21 & 0x1FB == UInt32(Class.letter.rawValue) << 3 | UInt32(script.rawValue) << 7
  }

  /// Calls `body` with each scalar of the folded form: none, one or a few.
  @inline(__always)
  package func forEachFolded(_ body: (UInt32) -> Void) {
    switch entry >> 21 & 3 {
    case 0: body(scalar)
    case 1: break
    case 2: body(entry & 0x1F_FFFF)
    default:
      // The index comes from the table itself; an expansion is its length followed by that many scalars.
      let expansion = tarjoman_folding_expansion(entry & 0x1F_FFFF)!
      for index in 1...Int(expansion[0]) { body(expansion[index]) }
    }
  }
}
