// The shapes that the modules of the front end hand to each other.  Types only: nothing runs here.

/**
 * @typedef {import("./numerics/types.js").Program} Program  One version of the equations: with EV terms, or without.
 * @typedef {import("./numerics/types.js").Solution} Solution
 * @typedef {import("./numerics/types.js").Equilibrium} Equilibrium
 *
 * @typedef {object} Series  A state or an output.
 * @property {string} name
 * @property {string} label
 * @property {string} unit
 * @property {string} meaning
 * @property {boolean} log
 * @property {number} low
 * @property {number} high
 * @property {number} colour
 * @property {string} [start]   of a state: the parameter that is its initial value; "" when that is an expression
 *
 * @typedef {object} Parameter
 * @property {string} name
 * @property {string} label
 * @property {string} unit
 * @property {number} value
 * @property {number} low
 * @property {number} high
 * @property {"linear"|"log"} scale
 * @property {boolean} [zero]  0 stands for nothing of it, though its range begins above
 * @property {boolean} ev
 * @property {boolean} initial
 * @property {boolean} control
 * @property {string} [group]
 * @property {string} meaning
 * @property {string} grade
 * @property {string} checked
 * @property {string} source
 * @property {string} context
 * @property {boolean} assumed
 * @property {boolean} [switch]  on (1) or off (0)
 *
 * @typedef {object} Measure
 * @property {string} name
 * @property {string} of
 * @property {string} take
 * @property {number|null} [level]
 * @property {number|null} [time]
 * @property {string} unit
 * @property {string} label
 * @property {string} meaning
 *
 * @typedef {object} Budget     What the EV terms ask of cells.
 * @property {string} name
 * @property {string} label
 * @property {string} unit
 * @property {string} meaning
 * @property {number} low
 * @property {number} high
 * @property {string} beyond   a sentence for what lies outside it
 *
 * @typedef {{id: string, title: string, place?: "row"|"axis"}} ViewChoice  axis: the first on another scale
 *
 * @typedef {object} ToolChoice
 * @property {string} id
 * @property {string} title
 * @property {"drawer"|"row"} place   drawer: a <details> with the title; row: with the downloads, always in sight
 *
 * @typedef {object} Panel  What an explorer of the model offers; the page has kept room for it.
 * @property {ViewChoice[]} views               the first is shown first
 * @property {ToolChoice[]} tools
 * @property {string} budget                    heading of the vesicle budget; "" when there is none
 * @property {Record<string, string>} parts     what a link may hide, by the class that it has in the figure
 *
 * @typedef {{id: string, title: string, values: Record<string, number>, ev: boolean, meaning: string}} Scenario
 * @typedef {{name: string, label: string, meaning: string, ev: boolean}} Process
 *
 * @typedef {object} Challenge  A task; it is met with EV terms on, over the declared window.
 * @property {string} id
 * @property {string} title
 * @property {string} task
 * @property {Record<string, number>} start     what does not stand here is at its default
 * @property {string[]} hints
 * @property {string} met                       said on success
 * @property {string[]} fixed                   parameters that stay as they are at the start
 * @property {Record<string, number>} solution  one way there: what differs from the start
 *
 * @typedef {object} ModelProgram  What `evbook.derive.javascript` emits.
 * @property {string} id
 * @property {string} hash
 * @property {string} title
 * @property {string} kind
 * @property {{symbol: string, unit: string, start: number, end: number, points: number, label: string, log?: boolean}}
 *   time what the curves are drawn over: time, or the axis of a model of kind "curve"
 * @property {string} [across]   an output to draw over in place of that axis (a parametric curve)
 * @property {unknown[]} [axes]  of a curve model
 * @property {Series[]} states
 * @property {Parameter[]} parameters
 * @property {Series[]} outputs
 * @property {Process[]} processes  in the order of the program's `fluxes`
 * @property {boolean} [stochastic]  its processes are counted events
 * @property {{timecourse: {series: string[]}, phase: {x: string, y: string}|null}} views
 * @property {Panel} panel
 * @property {Measure[]} measures
 * @property {Budget[]} budget
 * @property {Scenario[]} scenarios
 * @property {{text: string}[]} verdicts
 * @property {Challenge[]} challenges
 * @property {{source: string, what: string, biomodels: string, doi?: string}} [base]
 * @property {{doses: {name: string, state: string, meaning: string}[], windows: {name: string, label: string,
 *   meaning: string}[], triggers: {name: string, meaning: string}[]}} [events]
 * @property {(p: Float64Array, out: Float64Array) => void} [schedule]  start, size, every and count of each dose,
 *   then of each window
 * @property {SceneSaid} [scene]  its picture, moved by `on.scene` and `off.scene`
 * @property {TissueProgram} [tissue]  of a model in space; `on` and `off` are then versions of a tissue
 * @property {Program} on
 * @property {Program} off
 * @property {(p: Float64Array, out: Float64Array) => void} budgetValues
 * @property {(i: number, p: Float64Array) => boolean} [inactive]  whether a parameter plays no part at these values
 * @property {(p: Float64Array, out: Float64Array) => void} levels
 * @property {(p: Float64Array, m: Float64Array) => number} verdict
 * @property {(index: number, p: Float64Array, m: Float64Array) => boolean} goal
 */

/**
 * @typedef {object} TissueProgram  A model in space, but for its numbers.
 * @property {{name: string, label: string, meaning: string, series: string}[]} kinds  with the output that counts them
 * @property {{kind: string, rounding: string}[]} placings
 * @property {{name: string, kind: string, does: string, to: string, after: string, dies: string}[]} events
 * @property {{name: string, label: string, unit: string, source: Record<string, string>}[]} fields
 * @property {{name: string, fills: string, unit: string}[]} memories
 * @property {{name: string, label: string}[]} treatments
 * @property {{name: string, kind: string}[]} tallies
 * @property {{name: string, kinds: string[]}[]} contacts
 * @property {string[]} counters
 * @property {string} seed    the parameter that is the seed
 * @property {string} until   the measure that ends a run
 * @property {number} limit
 *
 * @typedef {object} TissueVersion  The functions of a tissue: with EV terms, or without.
 * @property {string[]} constantKeys
 * @property {string[]} lookedKeys
 * @property {(p: ArrayLike<number>, out: Float64Array) => void} constant
 * @property {(p: ArrayLike<number>, c: Float64Array, out: Float64Array) => void} looked
 * @property {(p: ArrayLike<number>, c: Float64Array, s: ArrayLike<number>, out: Float64Array) => void} outputs
 * @property {Record<string, LocalEntry|undefined>} local  what differs from site to site, by key
 *
 * @typedef {(p: ArrayLike<number>, c: Float64Array, m: Float64Array) => number} LocalEntry  m: memories, then fields
 */

/**
 * @typedef {number|number[]} Field  A number, or [k]: the k-th expression of the scene.
 *
 * @typedef {object} PlaceSaid  An arrangement; what its kind does not have is absent.
 * @property {"point"|"disc"|"ring"|"box"|"row"|"on"} kind
 * @property {number} [layer]  the layer that glyphs stand on
 * @property {Field} [x]
 * @property {Field} [y]
 * @property {Field} [spacing]
 * @property {Field} [radius]
 * @property {Field} [width]
 * @property {Field} [height]
 * @property {Field} [slots]
 * @property {Field} [spread]
 *
 * @typedef {object} LayerSaid
 * @property {string} name
 * @property {string} glyph
 * @property {string} colour
 * @property {string} meaning
 * @property {string} unit
 * @property {boolean} keyed
 * @property {boolean} counted   its number says something
 * @property {number} after      the layer that it goes on behind; -1 for none
 * @property {PlaceSaid} place
 * @property {PlaceSaid|null} to
 * @property {Field} count
 * @property {Field} one
 * @property {Field} [first]
 * @property {Field} speed
 * @property {Field} sway
 * @property {Field} size
 * @property {Field} stretch
 * @property {Field} turn
 * @property {Field} shade
 *
 * @typedef {object} SceneSaid
 * @property {string} title
 * @property {number} at         share of the window shown first
 * @property {number} slots      how many expressions there are
 * @property {LayerSaid[]} layers
 * @property {{text: string, when: Field}[]} says
 * @property {MarkerSaid[]} [markers]
 * @property {PartSaid[]} [parts]
 * @property {{label: string, x: Field, y: Field}} [grip]
 *
 * @typedef {{parameter: string, label: string, when: Field}} MarkerSaid  a line across the curves at a parameter
 * @typedef {{parameter: string, label: string, x: number, y: number, chapter: string}} PartSaid  what is switched
 */

/**
 * @typedef {object} Setting  The reader's values: everything that decides what is drawn, and nothing else.
 * @property {Float64Array} values  in the order of the model's parameters
 * @property {boolean} ev           EV terms on
 * @property {number} end           end of the time shown
 * @property {string} scenario      id of the scenario that the values started from; "" for none
 * @property {string} challenge     id of the challenge that the reader is at; "" for none
 * @property {Row[]|null} schedule  doses and sessions as the reader edited them; null for the declared ones
 *
 * @typedef {object} Row  Doses or sessions of one kind: at start, start + every, …, `count` of them.
 * @property {string} name     of a declared dose or window
 * @property {number} start
 * @property {number} size     the amount of a dose, the duration of a session
 * @property {number} every
 * @property {number} count
 *
 * @typedef {object} Curves  One solved version of the model.
 * @property {Solution} solution
 * @property {Map<string, Float64Array>} series  states and outputs by name
 *
 * @typedef {object} Run  Everything computed from a setting.
 * @property {Setting} setting
 * @property {boolean} fine             solved to the tolerance of a figure at rest
 * @property {Float64Array} times       or points of a curve model's axis
 * @property {Curves} main              with EV terms as the setting has them
 * @property {Curves|null} companion    without EV terms; null when the setting has them off
 * @property {Float64Array} measures
 * @property {Float64Array} budget
 * @property {number} verdict           index of the verdict that applies; -1 for none
 * @property {string} trouble           a sentence when the solver gave up; "" otherwise
 */

/**
 * @typedef {object} Model  A checked program with its indices.
 * @property {ModelProgram} program
 * @property {Map<string, number>} parameterIndex
 * @property {Map<string, Series>} series        states and outputs by name
 * @property {Float64Array} defaults
 */

/**
 * @typedef {object} Axis
 * @property {boolean} log
 * @property {number} low   in the axis's unit, not its logarithm
 * @property {number} high
 *
 * @typedef {{at: number, text: string}} Tick
 *
 * @typedef {object} Line  A curve of the picture: x and y of equal length; NaN breaks it.
 * @property {string} id
 * @property {ArrayLike<number>} x
 * @property {ArrayLike<number>} y
 * @property {number} panel        0 is the top panel
 * @property {string} colour       a key of the palette
 * @property {number[]} dash       in pixels; [] for solid
 * @property {number} width
 * @property {string} label        "" keeps it out of the legend and the table
 * @property {string} unit
 * @property {boolean} companion   of the run without vesicles: thin, dotted, behind
 *
 * @typedef {object} Mark  Points of one kind.
 * @property {string} id
 * @property {ArrayLike<number>} x
 * @property {ArrayLike<number>} y
 * @property {number} [panel]      the top one when absent
 * @property {number[]} [bars]     half the length of each point's error bar; 0 for none
 * @property {number} [size]       in pixels
 * @property {string} symbol       Plotly's name
 * @property {string} colour
 * @property {string} label
 * @property {string[]} text       one hover text a point
 *
 * @typedef {object} Band  The area between two curves over the same places, or under one.
 * @property {string} id           starts with "band-": such are hidden while a slider moves
 * @property {ArrayLike<number>} x
 * @property {ArrayLike<number>} low
 * @property {ArrayLike<number>} high
 * @property {number} panel
 * @property {string} colour
 * @property {number} opacity
 * @property {string} label        "" keeps it out of the legend
 *
 * @typedef {object} Heat  A quantity over a grid of two others.
 * @property {number[]} x
 * @property {number[]} y
 * @property {number[][]} z        a row for each y; NaN leaves a hole
 * @property {Axis} axis           of the colours
 * @property {string} title        with the unit; said in the legend
 * @property {string[][]} text     the hover text of each place
 *
 * @typedef {object} Picture  What a view wants drawn.
 * @property {string} view
 * @property {"time"|"point"} [hover]  time: all curves at once, at one place of the horizontal axis
 * @property {Axis} x
 * @property {string} xTitle
 * @property {{axis: Axis, title: string}[]} panels
 * @property {Line[]} lines
 * @property {Mark[]} marks
 * @property {Band[]} [bands]
 * @property {Heat} [heat]
 */

export {};
