" Generated from the program's own word list.

if exists("b:current_syntax")
  finish
endif

syntax iskeyword @,48-57,_,-
syntax keyword landfallStatement plan tree alias evidence scale level source team person tag phase freeze external area component retire task milestone step chain issue decision option target registry scenario set extend waive deny warn allow include report
syntax keyword landfallStatement works broken retired sought mock isolate
syntax keyword landfallKeyword missing partial done unsure deprecated dropped count needs blocks in on due not until effort length duration left as-late by owner skills tag at was per rank note impact link rollback because folder unit pattern calendar claim expected implemented coverage started start as-of dated from chosen verified fixed active resolved closed each use health progress goal reading measure open names under except dates days weeks week after levels order people language for away half-days holiday of to
syntax keyword landfallFunction file directory text import symbol resolves isolation parses lines line-coverage branch-coverage tests value version findings command attested any all no
syntax keyword landfallKeyword when while before day lag lead elapsed SS FF SF FS completion facts ignored key rule versus min h d w mon tue wed thu fri sat sun
syntax match landfallTier "![A-Za-z][A-Za-z0-9_-]*"
syntax match landfallNumber "\<\d[0-9.,%+-]*\>"
syntax region landfallString start=+"+ skip=+\\\\\|\\"+ end=+"+ oneline
syntax region landfallProse start=+"""+ end=+"""+
syntax match landfallComment "//.*$"

highlight default link landfallStatement Statement
highlight default link landfallKeyword Keyword
highlight default link landfallFunction Function
highlight default link landfallTier Special
highlight default link landfallNumber Number
highlight default link landfallString String
highlight default link landfallProse String
highlight default link landfallComment Comment

let b:current_syntax = "landfall"
