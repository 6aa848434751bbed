internal import Synchronization

/// A section of an ``IndexImage`` as an array of integers, each page checked when it is first read.
///
/// What lies on a damaged page reads as 0 or as empty, and ``IndexImage/isDamaged`` tells of it: whoever asked then throws the answer away.
struct Column<Element: FixedWidthInteger & Sendable>: @unchecked Sendable {
  // Points into the image, which is never written; whoever holds a column holds its image too.
  private let start: UnsafePointer<Element>?
  let count: Int
  private let firstPage: Int
  private let pages: UnsafeMutablePointer<Atomic<UInt8>>
  private unowned(unsafe) let image: IndexImage

  init(_ image: IndexImage, start: UnsafePointer<Element>?, count: Int, firstPage: Int) {
    self.image = image
    self.start = start
    self.count = count
    self.firstPage = firstPage
    pages = image.pages
  }

  var indices: Range<Int> { 0..<count }
  var isEmpty: Bool { count == 0 }

  @inline(__always)
  subscript(index: Int) -> Element {
    precondition(index >= 0 && index < count)
    let page = firstPage &+ (index &* MemoryLayout<Element>.stride) >> IndexImage.pageBits
    if pages[page].load(ordering: .relaxed) != IndexImage.sound, !image.check(page) { return 0 }
    return start.unsafelyUnwrapped[index]
  }

  /// The elements of a range, checked; none when a page of them is damaged.
  @inline(__always)
  func slice(_ range: Range<Int>) -> UnsafeBufferPointer<Element> {
    guard check(range) else { return UnsafeBufferPointer(start: nil, count: 0) }
    return UnsafeBufferPointer(start: start.unsafelyUnwrapped + range.lowerBound, count: range.count)
  }

  /// All elements, checked.
  var whole: UnsafeBufferPointer<Element> { slice(0..<count) }

  /// True when the pages of a range are sound and it isn't empty.
  @inline(__always)
  func check(_ range: Range<Int>) -> Bool {
    guard !range.isEmpty, range.lowerBound >= 0, range.upperBound <= count else { return false }
    let stride = MemoryLayout<Element>.stride
    let last = firstPage &+ (range.upperBound &* stride &- 1) >> IndexImage.pageBits
    var page = firstPage &+ (range.lowerBound &* stride) >> IndexImage.pageBits
    while page <= last {
      if pages[page].load(ordering: .relaxed) != IndexImage.sound, !image.check(page) { return false }
      page &+= 1
    }
    return true
  }

  /// Whether each page is known to be sound: not 0, for C that asks before it reads.
  var soundPages: UnsafePointer<UInt8> { UnsafeRawPointer(pages + firstPage).assumingMemoryBound(to: UInt8.self) }

  /// Where the elements lie, unchecked: for prefetching, and for reading what ``check(_:)`` has checked.
  var unchecked: UnsafePointer<Element>? { start }
}
