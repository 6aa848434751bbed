// The façade's edges speak in the rooms' own types: whoever imports Workbench sees them.
@_exported public import Alignment
@_exported public import Documents
@_exported public import Language
@_exported public import Quality
@_exported public import Segmentation
@_exported public import TMX
@_exported public import Terminology
@_exported public import TranslationMemory
