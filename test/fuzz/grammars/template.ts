import fc from 'fast-check'
import { type Grammar, byDepth, choose, many, mostly, pick, text } from '../grammar.ts'
import { floatLiteral, intLiteral, stringLiteral } from './literals.ts'
import { chartYaml, templateValuesJson } from './values.ts'

/*
 * Whole templates: control flow, variables and their scopes, defines, includes, pipelines, field chains, trimming.
 * Most expressions have the kind their place wants; now and then they do not.
 */

const variable = pick('$x', '$y', '$', '$i')
const name = pick('"h"', '"a"', '"b"', '"nope"', '"c/templates/b.yaml"')

// prettier-ignore
const path = pick(
  '.Values.s', '.Values.e', '.Values.n', '.Values.one', '.Values.z', '.Values.t', '.Values.f', '.Values.nil', '.Values.nope',
  '.Values.m', '.Values.m.a', '.Values.m.b', '.Values.m.b.c', '.Values.m.b.d', '.Values.m.nil', '.Values.l', '.Values.ls', '.Values.ln',
  '.Values.el', '.Values.em', '.Values.ms', '.Values.u', '.Values.big', '.Values.mil', '.Values', '.Values.nope.x', '.Values.nil.x', '.Values.s.x',
  '.Values.m.nope', '.Values.m.nope.x', '.Values.ms.x', '.Values.ms.nope', '.Chart.Name', '.Chart.Version', '.Chart.Keywords', '.Chart.Nope', '.Chart.Maintainers',
  '.Chart.Annotations', '.Chart.Annotations.x', '.Release.Name', '.Release.Revision', '.Release.IsInstall', '.Release.Nope', '.Template.Name', '.Template.BasePath',
  '.Capabilities.KubeVersion', '.Capabilities.KubeVersion.Minor', '.Capabilities.APIVersions', '.Capabilities.Nope', '.Files', '.Files.nope', '.Subcharts', '.', '.x', '.x.y', '$.Values.s', '$.Values.m.b', '$.Release.Name',
)

const kinded = (usual: fc.Arbitrary<string>) => mostly(usual, byKind.any(0), 15)

const leafString = choose<string>(
  [3, stringLiteral],
  [2, pick('.Values.s', '.Values.e', '.Values.u', '$x', '.Release.Name', '.Values.m.b.c', '$.Values.s')],
  [1, pick('`raw "x"`', '`a\n b`', '(print)')],
)
const leafNumber = choose<string>(
  [3, intLiteral],
  [2, pick('.Values.n', '.Values.one', '.Values.z', '$i', '.Values.big')],
  floatLiteral,
)
const leafBool = pick('true', 'false', '.Values.t', '.Values.f', '.Release.IsInstall')
const leafList = pick(
  '.Values.l',
  '.Values.ls',
  '(list)',
  '.Values.ln',
  '.Values.el',
  '(list 1 2 3)',
  '.Chart.Keywords',
  '(until 3)',
  '(splitList "," "a,b")',
)
const leafDict = pick('.Values.m', '.Values.ms', 'dict', '.Values.em', '.Values', '(dict "a" 1)', '.', '$')

// Each kind by depth; `byKind` ties the knot.
const byKind: Record<
  'any' | 'string' | 'number' | 'bool' | 'list' | 'dict',
  (depth: number) => fc.Arbitrary<string>
> = {
  any: byDepth((depth) =>
    depth === 0
      ? choose<string>(
          [3, path],
          leafString,
          leafNumber,
          leafBool,
          leafList,
          leafDict,
          [1, pick('nil', '(nil)')],
          variable,
        )
      : choose<string>(
          [4, path],
          [3, byKind.string(depth)],
          [2, byKind.number(depth)],
          [2, byKind.bool(depth)],
          [2, byKind.list(depth)],
          [2, byKind.dict(depth)],
          [1, chain(depth)],
          [1, untyped(depth)],
        ),
  ),
  string: byDepth((depth) =>
    depth === 0
      ? leafString
      : choose<string>(
          [4, leafString],
          text`(${pick('upper', 'lower', 'trim', 'quote', 'squote', 'title', 'toString', 'len', 'html', 'js', 'urlquery', 'b64enc', 'sha256sum', 'print', 'snakecase', 'fail', 'typeOf', 'kindOf')} ${kinded(byKind.string(depth - 1))})`,
          text`(${pick('printf "%s-%v"', 'printf "%d|%q"', 'printf "%v %T"', 'print', 'println', 'cat', 'default', 'coalesce', 'hasPrefix', 'contains', 'replace "a"', 'regexReplaceAll "a*"', 'ternary "x" "y"')} ${byKind.any(depth - 1)} ${byKind.any(depth - 1)})`,
          text`(${pick('trunc', 'indent', 'nindent', 'repeat')} ${pick('0', '1', '2', '3', '5', '-1')} ${kinded(byKind.string(depth - 1))})`,
          text`(${pick('toYaml', 'toJson', 'toString', 'toPrettyJson', 'toYamlPretty', 'quote')} ${byKind.any(depth - 1)})`,
          text`(include ${name} ${pick('.', '$', '.Values', '.Values.m')})`,
          text`(tpl ${pick('"{{ .Values.s }}"', '.Values.tpl', '"{{ . }}"', '"{{ $x }}"', '"{{ .a.b }}"', '"{{"', '.Values.n', '"{{ include \\"h\\" . }}"')} ${pick('.', '$', '.Values.m', 'nil')})`,
          text`(join ${pick('","', '"-"')} ${kinded(byKind.list(depth - 1))})`,
          text`(required "need" ${byKind.any(depth - 1)})`,
          text`(index ${byKind.list(depth - 1)} ${leafNumber})`,
          text`(slice ${byKind.string(depth - 1)} ${pick('0', '1', '1 2', '2 1', '0 9')})`,
        ),
  ),
  number: byDepth((depth) =>
    depth === 0
      ? leafNumber
      : choose<string>(
          [4, leafNumber],
          text`(${pick('add', 'sub', 'mul', 'div', 'mod', 'max', 'min', 'add1', 'floor', 'round', 'addf', 'divf')} ${kinded(byKind.number(depth - 1))} ${kinded(byKind.number(depth - 1))})`,
          text`(len ${byKind.any(depth - 1)})`,
          text`(${pick('int', 'int64', 'float64', 'atoi', 'floor', 'ceil', 'add1')} ${byKind.any(depth - 1)})`,
        ),
  ),
  bool: byDepth((depth) =>
    depth === 0
      ? leafBool
      : choose<string>(
          [3, leafBool],
          text`(not ${byKind.any(depth - 1)})`,
          text`(${pick('and', 'or')} ${byKind.any(depth - 1)} ${byKind.any(depth - 1)})`,
          text`(${pick('eq', 'ne', 'lt', 'le', 'gt', 'ge')} ${byKind.number(depth - 1)} ${byKind.number(depth - 1)})`,
          text`(${pick('eq', 'ne', 'lt', 'le', 'gt', 'ge')} ${byKind.string(depth - 1)} ${byKind.string(depth - 1)})`,
          text`(${pick('eq', 'ne', 'lt')} ${byKind.any(depth - 1)} ${byKind.any(depth - 1)})`,
          text`(eq ${byKind.string(depth - 1)} ${byKind.string(0)} ${byKind.any(0)})`,
          text`(hasKey ${kinded(byKind.dict(depth - 1))} ${pick('"a"', '"b"', '"nope"')})`,
          text`(has ${byKind.any(depth - 1)} ${kinded(byKind.list(depth - 1))})`,
          text`(empty ${byKind.any(depth - 1)})`,
          text`(kindIs ${pick('"map"', '"string"', '"slice"', '"float64"', '"invalid"')} ${byKind.any(depth - 1)})`,
          text`(.Capabilities.APIVersions.Has ${pick('"v1"', '"x"', '1', '.Values.nope')})`,
        ),
  ),
  list: byDepth((depth) =>
    depth === 0
      ? leafList
      : choose<string>(
          [3, leafList],
          text`(list ${many(byKind.any(depth - 1), { max: 3, between: ' ' })})`,
          text`(${pick('rest', 'initial', 'reverse', 'uniq', 'compact', 'sortAlpha', 'first', 'last', 'keys')} ${kinded(byKind.list(depth - 1))})`,
          text`(${pick('append', 'prepend', 'without', 'concat', 'slice')} ${byKind.list(depth - 1)} ${byKind.any(depth - 1)})`,
          text`(until ${pick('0', '1', '3', '-2')})`,
          text`(keys ${kinded(byKind.dict(depth - 1))} | sortAlpha)`,
        ),
  ),
  dict: byDepth((depth) =>
    depth === 0
      ? leafDict
      : choose<string>(
          [3, leafDict],
          text`(dict ${pick('"a"', '"b"', '"x"')} ${byKind.any(depth - 1)})`,
          text`(dict ${pick('"a"', '"b"', '.Values.s')} ${byKind.any(depth - 1)} ${pick('"c"', '"a"', '1')} ${byKind.any(0)})`,
          text`(${pick('merge', 'mergeOverwrite')} (dict) ${kinded(byKind.dict(depth - 1))} ${byKind.dict(0)})`,
          text`(${pick('pick', 'omit', 'unset')} (deepCopy ${byKind.dict(depth - 1)}) ${pick('"a"', '"b"')})`,
          text`(set (dict) ${pick('"a"', '"k"')} ${byKind.any(depth - 1)})`,
          text`(fromYaml ${byKind.string(depth - 1)})`,
          text`(index ${byKind.dict(depth - 1)} ${pick('"a"', '"b"', '"m"', '1')})`,
        ),
  ),
}

/** A field of something: Go tells a nil from a missing key by how it came to it. */
const chain = byDepth(
  (depth) =>
    text`${pick('(', '')}${depth === 0 ? path : byKind.any(depth - 1)}${pick(')', '')}${pick('.a', '.b.c', '.x', '.Nope', '')}`,
)

/** Calls of the wrong number and kind, and of things that are no functions. */
const untyped = byDepth(
  (depth) =>
    text`${pick('(', '', '(')}${pick('upper', 'printf', 'index', 'len', 'eq', 'and', 'or', 'not', '.Values.s', '$x', '.Values.m', 'include "h"', 'dict', 'ternary', 'lookup', 'nope', 'slice', 'call', '.Values.nope', '"s"', '1')} ${many(byKind.any(Math.max(0, depth - 1)), { max: 3, between: ' ' })}${pick(')', '', ')')}`,
)

const pipeline = (depth: number) =>
  choose<string>(
    [5, byKind.any(depth)],
    [
      3,
      text`${byKind.any(depth)} | ${pick('quote', 'upper', 'default "d"', 'toYaml', 'nindent 2', 'toJson', 'trunc 2', 'int', 'not', 'len', 'print "x"', 'printf "%v"', 'index .Values.m', 'eq 1', 'and true', 'or false', 'required "r"', 'fail', 'ternary "a" "b"', '.Values.s', 'kindOf', 'typeOf', 'join ","', 'first', 'empty', 'trim | upper')}`,
    ],
    [
      1,
      text`${byKind.any(depth)} | ${pick('quote', 'default 1', 'toYaml')} | ${pick('indent 2', 'upper', 'nindent 1', 'b64enc')}`,
    ],
  )

const open = pick('{{ ', '{{ ', '{{ ', '{{- ', '{{')
const close = pick(' }}', ' }}', ' }}', ' -}}', '}}')
const words = pick('', ' ', '\n', 'text', 'a: ', '\n  ', '- ', ' \t\n', 'é', '}}', '{', '  x\n')

const action = (depth: number): fc.Arbitrary<string> =>
  choose<string>(
    [6, text`${open}${pipeline(Math.min(2, depth))}${close}`],
    [2, text`${open}${pick('$x', '$y')} ${pick(':=', ':=', '=')} ${pipeline(1)}${close}`],
    [1, text`${open}${pick('/* c */', '/**/', '/* {{ }} */')}${close}`],
    [
      1,
      text`${open}${pick('break', 'continue', 'template "h" .', 'template "a"', 'template "nope" .', 'block "h" .', 'end', 'else')}${close}`,
    ],
    ...(depth > 0
      ? ([
          [2, text`${open}if ${pipeline(1)}${close}${body(depth - 1)}${open}end${close}`],
          [
            2,
            text`${open}if ${pick('', '$x := ')}${pipeline(1)}${close}${body(depth - 1)}${open}else${close}${body(depth - 1)}${open}end${close}`,
          ],
          [
            1,
            text`${open}if ${pipeline(0)}${close}${body(depth - 1)}${open}else if ${pick('', '$y := ')}${pipeline(1)}${close}${body(depth - 1)}${open}else${close}${body(0)}${open}end${close}`,
          ],
          [
            2,
            text`${open}range ${pick('', '$x := ', '$i, $x := ', '$i, $y := ', '$i, $x = ')}${choose<string>([4, byKind.list(1)], [2, byKind.dict(1)], pipeline(1))}${close}${body(depth - 1)}${open}${pick('end', 'end', 'else }}e{{ end')}${close}`,
          ],
          [
            2,
            text`${open}with ${pick('', '$x := ', '$y := ')}${pipeline(1)}${close}${body(depth - 1)}${open}${pick('end', 'end', 'else }}e{{ end', 'else with .Values.m }}{{ .a }}{{ end')}${close}`,
          ],
          [1, text`${open}define ${name}${close}${body(depth - 1)}${open}end${close}`],
          [1, text`${open}block ${name} ${pipeline(0)}${close}${body(depth - 1)}${open}end${close}`],
        ] as [number, fc.Arbitrary<string>][])
      : []),
  )

const body = byDepth((depth): fc.Arbitrary<string> =>
  many(choose<string>([2, words], [3, action(depth)]), { max: 3 }),
)

const helper = choose<string>(
  [
    3,
    pick(
      '{{ define "h" }}H{{ end }}',
      '{{ define "h" }}{{ .Values.s }}{{ end }}',
      '{{- define "h" -}} x {{- end }}',
    ),
  ],
  text`{{ define "h" }}${body(1)}{{ end }}{{ define "a" }}${body(1)}{{ end }}`,
)

export const template: Grammar = {
  name: 'template',
  about: 'whole templates: control flow, variables, defines, includes, pipelines, trimming',
  arbitrary: fc
    .tuple(
      many(body(3), { min: 1, max: 3 }),
      helper,
      pick('', '{{ include "h" . }}', 'b: {{ .Template.Name }}'),
    )
    .map(([a, h, b]) => ({
      op: 'render' as const,
      values: templateValuesJson,
      files: {
        'Chart.yaml': chartYaml,
        'templates/_helpers.tpl': h,
        'templates/a.yaml': `{{ $x := 1 }}{{ $y := "y" }}{{ $i := 0 }}${a}`,
        ...(b === '' ? {} : { 'templates/b.yaml': b }),
      },
    })),
}
