import Language
import Testing

@testable import Terminology

private func termbase(_ text: String) -> Termbase { Termbase(name: "t", concepts: GlossaryText.read(text).concepts) }

@Suite struct MaintenanceTests {
  @Test("a merge joins what says the same in both languages, and no more")
  func merge() {
    var ours = termbase("صندوق\tfund\teconomy\nسفارت\tembassy\tconsular\n")
    var theirs = termbase("صندوق\tballot box\tlaw\nسفارت\tembassy\tconsular\nسفارتخانه\tembassy\tconsular; synonym; formal\n")
    theirs.concepts[0].related = [Concept.Reference("embassy")]
    theirs.concepts[1].definitions = [Concept.Statement("A mission.")]
    theirs.concepts[1].terms[2].status = .deprecated
    let joining = ours.merge(theirs)
    #expect(joining.added == 2)
    // A term that is not accepted says nothing about the concept: theirs stays apart, with an id of its own.
    #expect(Set(ours.concepts.map(\.id)).count == 4)
    theirs.concepts[1].terms[2].status = .preferred
    var again = termbase("صندوق\tfund\teconomy\nسفارت\tembassy\tconsular\n")
    let second = again.merge(theirs)
    #expect((second.added, second.changed) == (1, 1))
    #expect(again.concepts.map(\.id) == ["fund", "embassy", "ballot-box"])
    #expect(again.concepts[1].terms.map(\.text) == ["سفارت", "سفارتخانه", "embassy"])
    #expect(again.concepts[1].definitions.map(\.text) == ["A mission."])
    #expect(again.concepts[2].related.map(\.id) == ["embassy"])
    // Twice is once.
    let before = again.concepts
    #expect(again.merge(theirs).changed == 0)
    #expect(again.concepts == before)
  }

  @Test("where a term's status differs ours stays, and the other is told")
  func conflicts() {
    var ours = termbase("سفارت\tembassy\tx\nسفارتخانه\tembassy\tx; synonym\n")
    let theirs = termbase("سفارت\tembassy\tx\nسفارتخانه\tembassy\tx; deprecated\n")
    let joining = ours.merge(theirs)
    #expect(joining.conflicts.map(\.term) == ["سفارتخانه"])
    #expect(ours.concepts[0].terms[1].status == .admitted)
  }

  @Test("ids that are taken are given anew, and references follow")
  func ids() {
    var ours = Termbase(
      name: "a", concepts: [Concept(id: "c1", terms: [Term("سفیر", language: .persian), Term("ambassador", language: .english)])])
    var other = Concept(id: "c1", terms: [Term("پیمان", language: .persian), Term("treaty", language: .english)])
    other.related = [Concept.Reference("c1")]
    _ = ours.merge(Termbase(name: "b", concepts: [other]))
    #expect(ours.concepts.map(\.id) == ["c1", "treaty"])
    #expect(ours.concepts[1].related.map(\.id) == ["treaty"])
  }

  @Test("a deduplication joins, and a second one finds nothing")
  func deduplicate() {
    var base = termbase("سفارت\tembassy\tx\nسفیر\tambassador\tx\nسفارت\tEmbassy\tx\n")
    #expect(base.concepts.count == 3)
    let joining = base.deduplicate()
    #expect(joining.joined.map(\.kept.id) == ["embassy"])
    #expect(base.concepts.count == 2)
    #expect(base.deduplicate().joined.isEmpty)
  }

  @Test("differences by id and by what concepts say")
  func differences() {
    let old = termbase("سفارت\tembassy\tlaw\nسفیر\tambassador\tlaw\nپیمان\ttreaty\tlaw\n")
    var new = termbase("سفارت\tembassy\tlaw\nسفارتخانه\tembassy\tlaw; synonym\nسفیر\tambassador\tlaw\nمرز\tborder\tlaw\n")
    new.concepts[1].id = "envoy"
    let (differences, same) = old.differences(to: new)
    #expect(differences.map { $0.fields } == [["terms"], ["id"], [], []])
    #expect(differences.map { $0.new?.id } == ["embassy", "envoy", "border", nil])
    #expect(same == 0)
    #expect(old.differences(to: old).differences.isEmpty)
  }
}
