internal import Language

extension Examination {
  mutating func checkQuantities() {}
}
