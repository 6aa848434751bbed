/// A folder that holds `Memories/` and `Glossaries/`, found upwards from where one stands.
public struct Project: Sendable {
  /// The folder that holds `Memories/`; nil when none is found upwards.
  public var folder: String?

  /// - Parameter start: the folder to begin at.
  public init(from start: String = FileSystem.currentFolder) {
    var path = start
    while true {
      if FileSystem.isDirectory(path + "/Memories") {
        folder = path
        return
      }
      if path == "/" || path == "." { return }
      path = FileSystem.parent(of: path)
    }
  }

  /// The file that a MEMORY argument means: a path as it is; a bare name, `Memories/NAME.tmx` of the project.
  public func memoryPath(_ name: String) -> String {
    if name.contains("/") || name.contains(".") || FileSystem.exists(name) { return name }
    return (folder.map { $0 + "/Memories/" } ?? "Memories/") + name + ".tmx"
  }

  /// The file that a GLOSSARY argument means: a path, or the name of a file in `Glossaries/`.
  public func glossaryPath(_ name: String) -> String {
    if name.contains("/") || FileSystem.exists(name) { return name }
    let base = (folder.map { $0 + "/Glossaries/" } ?? "Glossaries/") + name
    return ["", ".tbx", ".tsv", ".csv", ".utf8"].map { base + $0 }.first(where: FileSystem.exists) ?? base + ".tsv"
  }

  /// The file of a glossary that an argument means where memories and glossaries are both taken; nil where it means a memory.
  ///
  /// A path is what the file holds; a bare name is a memory where there is one, unless only a glossary can be wanted.
  public func glossary(named name: String, isWanted: Bool) -> String? {
    if name.contains("/") || name.contains(".") || FileSystem.exists(name) { return GlossaryFile.isGlossary(name) ? name : nil }
    let path = glossaryPath(name)
    guard FileSystem.exists(path) else { return nil }
    return isWanted || !FileSystem.exists(memoryPath(name)) ? path : nil
  }

  /// The glossaries of the project: all `.tbx`, and the `.tsv` that have no `.tbx` of their name beside them; none when it has no `Glossaries/`.
  public var glossaries: [String] {
    guard let folder, let names = try? FileSystem.names(in: folder + "/Glossaries") else { return [] }
    let all = Set(names)
    return names.filter { $0.hasSuffix(".tbx") || $0.hasSuffix(".tsv") && !all.contains($0.dropLast(4) + ".tbx") }
      .map { "\(folder)/Glossaries/\($0)" }
  }
}
