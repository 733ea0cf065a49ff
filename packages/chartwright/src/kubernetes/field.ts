declare const typeOfExpr: unique symbol
declare const typeOfThen: unique symbol

/**
 * A value that is known only when the chart is rendered: a node of a typed tree, not a JavaScript value.
 * Build on it with the functions of this package (`when`, `eq`, `str`, …).
 */
export interface Expr<out T = unknown> {
  readonly [typeOfExpr]: T
}

/** Something that is there only under a condition, as `when()` gives it. */
export interface Conditional<out T> {
  readonly [typeOfThen]: T
}

// What a field of a Kubernetes object may be given: the value itself, an expression for it, or either under a
// condition. Written out for each kind of value, because one alias that maps over T costs the editor more.

type Given<T> = T | Conditional<T>

/** Text. */
export type StringField = Given<string | Expr<string>>
/** A number. */
export type NumberField = Given<number | Expr<number>>
/** True or false. */
export type BooleanField = Given<boolean | Expr<boolean>>
/** Kubernetes' IntOrString: a port by number or name, a count or a percentage. */
export type IntOrStringField = Given<number | string | Expr<number> | Expr<string>>
/** Kubernetes' Quantity: `500m`, `2Gi`, or a plain number. */
export type QuantityField = IntOrStringField
/** One of a few words. */
export type EnumField<W extends string> = Given<W | Expr<string>>
/** An object of Kubernetes, or a value that is one. */
export type ObjectField<T> = Given<T | Expr<object>>
/** Items, some of them, or several at once, under a condition. */
export type ListField<Item> = Given<
  readonly (Item | Conditional<Item | readonly Item[]>)[] | Expr<readonly unknown[]>
>
/** Entries by names that the author chooses. */
export type MapField<Entry> = Given<Readonly<Record<string, Entry>> | Expr<object>>
/** Anything that JSON can say. */
export type AnyField = unknown
