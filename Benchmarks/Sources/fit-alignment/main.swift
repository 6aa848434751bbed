// Fits the aligner's weights on development documents and prints what it found; Scripts/fit-alignment runs it.
//
//     fit-alignment DATA PAIRS.tsv [--rounds N] [--measure]
//
// DATA holds folders of variants with DOCUMENT.fa, .en and .gold; PAIRS.tsv (Persian TAB English) teaches a lexicon. Weights are fitted by coordinate
// ascent on every other document, with and without the learnt lexicon at once, and checked on the other documents. `--measure` only measures.
import Alignment
import Foundation
import Language

struct Document {
  var name: String
  var persian: [AlignmentSegment], english: [AlignmentSegment]
  var gold: [Bead]
}

func lines(_ path: String) throws -> [String] {
  var lines = try String(contentsOfFile: path, encoding: .utf8).components(separatedBy: "\n")
  if lines.last == "" { lines.removeLast() }
  return lines
}

func documents(_ folder: String) throws -> [Document] {
  try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".gold") }.sorted().map { file in
    let name = String(file.dropLast(5))
    return try Document(
      name: name, persian: lines("\(folder)/\(name).fa").map { AlignmentSegment($0) },
      english: lines("\(folder)/\(name).en").map { AlignmentSegment($0) },
      gold: BeadNotation.read(String(contentsOfFile: "\(folder)/\(name).gold", encoding: .utf8)))
  }
}

func seconds() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}

func decimal(_ value: Double, _ digits: Int = 4) -> String { String(format: "%.\(digits)f", value) }

let arguments = CommandLine.arguments
guard arguments.count >= 3 else {
  print("usage: fit-alignment DATA PAIRS.tsv [--rounds N] [--measure]")
  exit(2)
}
let data = arguments[1]
let rounds = arguments.firstIndex(of: "--rounds").flatMap { Int(arguments[$0 + 1]) } ?? 3
let variants = try FileManager.default.contentsOfDirectory(atPath: data).filter {
  var isFolder: ObjCBool = false
  return FileManager.default.fileExists(atPath: "\(data)/\($0)", isDirectory: &isFolder) && isFolder.boolValue
}.sorted { ($0.hasPrefix("hard") ? 1 : 0, $0) < ($1.hasPrefix("hard") ? 1 : 0, $1) }
let texts = try variants.map { (name: $0, documents: try documents("\(data)/\($0)")) }

let builtIn = Lexicon.builtIn(for: .persian, .english)
var both = builtIn
both.merge(
  Lexicon.learn(
    from: try lines(arguments[2]).compactMap { line -> (left: String, right: String)? in
      let fields = line.components(separatedBy: "\t")
      return fields.count == 2 ? (fields[0], fields[1]) : nil
    }))
let lexica = [(name: "with what the pairs teach", lexicon: both), (name: "built-in lexicon only", lexicon: builtIn)]

/// Strict F1 of each variant.
func scores(_ weights: Weights, _ lexicon: Lexicon, part: (Int) -> Bool, skipping: Set<String> = []) -> [Double] {
  var options = Aligner.Options()
  options.weights = weights
  options.explains = false
  let aligner = Aligner(options: options, lexicon: lexicon)
  return texts.filter { !skipping.contains($0.name) }.map { text in
    var score = GoldScore()
    for (index, document) in text.documents.enumerated() where part(index) {
      score.add(aligner.align(source: document.persian, target: document.english).beads, gold: document.gold)
    }
    return score.strictF1
  }
}

/// Variants that say nothing of their own.
let unfitted = ["hard-long", "hard-nozwnj"]

/// What is made as large as can be: the mean F1 over variants and lexica.
func objective(_ weights: Weights, half: Int) -> Double {
  var sum = 0.0, count = 0.0
  for (_, lexicon) in lexica {
    let found = scores(weights, lexicon, part: { $0 & 1 == half }, skipping: Set(unfitted))
    for (score, name) in zip(found, texts.map(\.name).filter { !unfitted.contains($0) }) {
      // What the text loses without need hurts most: faithful translations count more.
      let weight = name == "natural" ? 4.0 : name.hasPrefix("hard") ? 1 : 2
      sum += weight * score
      count += weight
    }
  }
  return sum / count
}

let steps: [(name: String, step: Double)] = [
  ("merge2", 0.5), ("pair22", 0.5), ("merge3", 0.5), ("merge4", 1), ("pair23", 1), ("nullExtend", 0.2), ("nullOpen", 0.2),
  ("nullBase", 0.2),
  ("nullSlope", 0.1), ("null", 0.3), ("nullHigh", 0.2), ("nullPriorRate", 0.03), ("nullPriorCount", 3), ("lambda", 0.05),
  ("lexicalWeight", 0.03),
  ("cap", 0.5), ("lengthVariance", 0.01), ("lengthVarianceShort", 0.3), ("lengthBackground", 0.1), ("lengthMean", 0.03), ("openEnd", 0.5),
  ("openInside", 0.3), ("dictionaryMass", 0.1), ("learntHalf", 0.5), ("unknownUnigram", 0.00003),
  ("unigramPrior", 1500),
  ("unigramReference", 300), ("number", 0.1), ("mark", 0.1), ("sameLatin", 0.1), ("skeleton4", 0.1), ("skeleton3", 0.1),
]

func fit(half: Int) -> Weights {
  var weights = Weights()
  var best = objective(weights, half: half)
  for round in 1...rounds {
    let before = best
    for (name, step) in steps {
      let path = Weights.names.first { $0.name == name }!.path
      for direction in [1.0, -1.0] {
        while true {
          var next = weights
          next[keyPath: path] += direction * step / Double(round).squareRoot()
          if ["lambda", "lengthVariance", "unknownUnigram", "unigramPrior", "nullPriorRate", "skeleton3", "mark", "nullPriorCount"]
            .contains(name)
          {
            guard next[keyPath: path] > 0 else { break }
          }
          if name == "lambda"{ guard (0...1).contains(next[keyPath: path]) else { break } }
          if name == "learntHalf" { guard next[keyPath: path] >= 0 else { break } }
          let value = objective(next, half: half)
          guard value > best + 0.00005 else { break }
          (weights, best) = (next, value)
        }
      }
    }
    print("half \(half), round \(round): \(decimal(best, 5))")
    fflush(nil)
    if best - before < 0.0001 { break }
  }
  return weights
}

/// Expected calibration error in ten classes, and the share of wrong beads among the tenth with the lowest probability.
func calibration(_ weights: Weights, _ lexicon: Lexicon, only: String? = nil) -> (error: Double, caught: Double, wrong: Int, beads: Int) {
  var options = Aligner.Options()
  options.weights = weights
  options.explains = false
  let aligner = Aligner(options: options, lexicon: lexicon)
  var beads: [(probability: Double, isRight: Bool)] = []
  for text in texts where only == nil || text.name == only {
    for document in text.documents {
      func key(_ bead: Bead) -> [Range<Int>] { [bead.source, bead.target].map { $0.isEmpty ? 0..<0 : $0 } }
      let gold = Set(document.gold.map(key))
      for bead in aligner.align(source: document.persian, target: document.english).beads {
        beads.append((bead.probability, gold.contains(key(bead))))
      }
    }
  }
  var bins = [(sum: Double, right: Double)](repeating: (0, 0), count: 10)
  for bead in beads {
    let bin = min(9, Int(bead.probability * 10))
    bins[bin].sum += bead.probability
    bins[bin].right += bead.isRight ? 1 : 0
  }
  let error = bins.reduce(0) { $0 + abs($1.sum - $1.right) } / Double(beads.count)
  let wrong = beads.filter { !$0.isRight }.count
  let low = beads.sorted { $0.probability < $1.probability }.prefix(beads.count / 10).filter { !$0.isRight }.count
  return (error, wrong == 0 ? 1 : Double(low) / Double(wrong), wrong, beads.count)
}

func report(_ weights: Weights) {
  for (name, lexicon) in lexica {
    print(
      "\n\(name)\n| variant | strict F1 | even documents | odd documents | calibration error | wrong beads in the lowest tenth | pairs a second |"
    )
    print("|---|---|---|---|---|---|---|")
    _ = scores(weights, lexicon, part: { _ in true })
    let halves = [0, 1].map { half in scores(weights, lexicon, part: { $0 & 1 == half }) }
    let all = scores(weights, lexicon, part: { _ in true })
    for (index, text) in texts.enumerated() {
      let start = seconds()
      let found = calibration(weights, lexicon, only: text.name)
      let time = seconds() - start
      let pairs = text.documents.reduce(0) { $0 + min($1.persian.count, $1.english.count) }
      print(
        "| \(text.name) | \(decimal(all[index])) | \(decimal(halves[0][index])) | \(decimal(halves[1][index])) | \(decimal(found.error))"
          + " | \(Int((found.caught * 100).rounded())) % of \(found.wrong) | \(Int(Double(pairs) / time)) |")
    }
    let found = calibration(weights, lexicon)
    print("| all | | | | \(decimal(found.error)) | \(Int((found.caught * 100).rounded())) % of \(found.wrong) | |")
  }
}

var weights = Weights()
if !arguments.contains("--measure") {
  for half in 0..<2 {
    let fitted = fit(half: half)
    let (there, here) = (objective(fitted, half: 1 - half), objective(Weights(), half: 1 - half))
    print("fitted on half \(half): on the other half \(decimal(there, 5)), with the defaults \(decimal(here, 5))")
    print(
      Weights.names.filter { fitted[keyPath: $0.path] != Weights()[keyPath: $0.path] }.map {
        "\($0.name) \(decimal(fitted[keyPath: $0.path], 5))"
      }
      .joined(separator: ", "))
    for (name, path) in Weights.names {
      weights[keyPath: path] = (half == 0 ? 0 : weights[keyPath: path]) + fitted[keyPath: path] / 2; _ = name
    }
    fflush(nil)
  }
  print("\nthe mean of both, as they are to stand in Weights:\n\(weights.table)")
}
report(weights)
