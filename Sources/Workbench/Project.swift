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
    return ["", ".tbx", ".tsv"].map { base + $0 }.first(where: FileSystem.exists) ?? base + ".tsv"
  }

  /// The glossaries of the project; none when it has no `Glossaries/`.
  public var glossaries: [String] {
    guard let folder, let names = try? FileSystem.names(in: folder + "/Glossaries") else { return [] }
    return names.filter { $0.hasSuffix(".tsv") || $0.hasSuffix(".tbx") }.map { "\(folder)/Glossaries/\($0)" }
  }
}
