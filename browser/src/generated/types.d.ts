// Written by `python -m tools.facts`; never edited by hand.

export namespace bm25 {
  interface Part {
    term: string;
    qtf: number;
    tf: number;
    df: number;
    idf: number;
    saturation: number;
    score: number;
  }
  interface Row {
    doc_id: string;
    title: string;
    kind: string;
    length: number;
    score: number;
    parts: Part[];
  }
  interface BM25Result {
    tokenizer: string;
    terms: string[];
    k1: number;
    b: number;
    n_documents: number;
    n_found: number;
    average_length: number;
    rows: Row[];
    explained: Row | null;
    page: readable.Readable | null;
    note: string;
  }
}

export namespace bridge {
  interface Part {
    term: string;
    query_weight: number;
    document_weight: number;
    in_query: boolean;
    in_document: boolean;
    score: number;
    cut: boolean;
  }
  interface Loose {
    term: string;
    weight: number;
    original: boolean;
  }
  interface Bridge {
    doc_id: string;
    title: string;
    score: number;
    parts: Part[];
    query_loose: Loose[];
    n_query_loose: number;
    document_loose: Loose[];
    n_document_loose: number;
    page: readable.Readable;
  }
}

export namespace compare {
  interface Hit {
    doc_id: string;
    title: string;
    rank: number;
    grade: number;
    other: number | null;
    quick: number | null;
  }
  interface Ranking {
    n_found: number;
    hits: Hit[];
  }
  interface Part {
    term: string;
    in_query: boolean;
    in_document: boolean;
    score: number;
  }
  interface Opened {
    page: readable.Readable;
    parts: Part[];
  }
  interface CompareResult {
    query: string;
    bm25: Ranking;
    splade: Ranking;
    quick: boolean;
    n_answers: number;
    opened: Opened | null;
    note: string;
  }
}

export namespace context {
  interface Example {
    word: string;
    first: string;
    second: string;
  }
  interface Near {
    word: string;
    cosine: number;
  }
  interface Proposal {
    term: string;
    probability: number;
    shared: boolean;
  }
  interface Reading {
    before: string;
    found: string;
    after: string;
    rank: number;
    probability: number;
    proposals: Proposal[];
  }
  interface ContextResult {
    word: string;
    model: string;
    hidden: boolean;
    readings: Reading[];
    neighbours: Near[];
    note: string;
  }
}

export namespace decision {
  interface Option {
    system: string;
    index_h: number;
    memory_mb: number;
    query_ms: number;
    in_time: boolean;
  }
  interface Basis {
    words: number;
    documents_per_s: number;
    query_ms: number;
    index_documents: number;
    index_ms: number;
    index_mb: number;
    faster: number;
  }
  interface Advised {
    model: string;
    quality: string;
    quality_source: string;
  }
  interface DecisionResult {
    model: string;
    quality: string;
    quality_source: string;
    documents: number;
    passages: number;
    latency_ms: number;
    run: string;
    close: string;
    reasons: string[];
    options: Option[];
    basis: Basis;
  }
}

export namespace drawers {
  interface Drawer {
    term: string;
    asked: boolean;
    original: boolean;
    skipped: number;
    df: number;
    query_weight: number;
    documents: number[];
    tf: number[];
    scores: number[];
  }
}

export namespace engine {
  interface Place {
    doc_id: string;
    title: string;
    department: string;
    score: number;
    before: number | null;
  }
  interface EngineResult {
    query: string;
    n_terms: number;
    dropped: string[];
    postings_read: number;
    postings_read_whole: number;
    n_first: number;
    n_same: number;
    rankings: Record<string, Place[]>;
    note: string;
  }
}

export namespace growth {
  interface SystemCost {
    system: string;
    insert_s: number;
    memory_mb: number;
    machines: number;
    query_ms: number;
    sharded_ms: number;
  }
  interface GrowthResult {
    n: number;
    memory_gb: number;
    times_beyond: number;
    systems: SystemCost[];
    encode_s: number;
    query_encode_ms: number;
    longest: number;
  }
}

export namespace inverted_index {
  interface Touched {
    doc_id: string;
    title: string;
    place: number;
    rank: number | null;
    score: number;
    wanted: boolean;
  }
  interface InvertedIndexResult {
    weights: string;
    drawers: drawers.Drawer[];
    skipped: number;
    undrawn: number;
    n_drawers: number;
    n_postings: number;
    n_read: number;
    read_by_bm25: number;
    doc_ids: string[];
    ranking: Touched[];
    missed: Touched[];
    note: string;
  }
}

export namespace masking {
  interface Near {
    word: string;
    cosine: number;
  }
  interface Proposal {
    term: string;
    probability: number;
  }
  interface HiddenPlace {
    position: number;
    token: string;
    rank: number;
    probability: number;
    entropy: number;
    predictions: Proposal[];
    neighbours: Near[];
  }
  interface MaskingResult {
    text: string;
    model: string;
    tokens: string[];
    places: HiddenPlace[];
    note: string;
  }
}

export namespace match {
  interface Hit {
    doc_id: string;
    title: string;
    rank: number;
    score: number;
    other: number | null;
    quick: number | null;
  }
  interface MatchResult {
    query: string;
    model: string;
    n_query_terms: number;
    deleted: string[];
    n_found: number;
    ranking: Hit[];
    bm25: Hit[];
    explained: bridge.Bridge | null;
    measures: Record<string, Record<string, number>>;
    note: string;
  }
}

export namespace neighbours {
  interface Near {
    word: string;
    cosine: number;
  }
  interface WordNeighbours {
    word: string;
    known: boolean;
    near: Near[];
  }
  interface Hit {
    doc_id: string;
    title: string;
    score: number;
    added: string[];
  }
  interface NeighboursResult {
    vectors: string;
    words: WordNeighbours[];
    before: Hit[];
    after: Hit[];
    note: string;
  }
}

export namespace readable {
  interface Stretch {
    text: string;
    mark: string;
    terms: string[];
  }
  interface Grown {
    term: string;
    weight: number;
    mark: string;
  }
  interface Readable {
    doc_id: string;
    about: string;
    title: Stretch[];
    text: Stretch[];
    grown: Grown[];
    n_more: number;
  }
}

export namespace request {
  interface RequestResult {
    query: string;
    engine: string;
    method: string;
    path: string;
    body: Record<string, unknown>;
    n_terms: number;
    note: string;
  }
}

export namespace scoreboard {
  interface Dot {
    system: string;
    label: string;
    added: boolean;
    mean: number;
    low: number;
    high: number;
    difference: number;
    difference_low: number;
    difference_high: number;
  }
  interface Group {
    group: string;
    label: string;
    n: number;
    dots: Dot[];
  }
  interface Row {
    query_id: string;
    text: string;
    ndcg: number;
    rival: number;
  }
  interface Opened {
    system: string;
    label: string;
    group: string;
    group_label: string;
    rival: string;
    rival_label: string;
    kind: string;
    counts: Record<string, number>;
    rows: Row[];
  }
  interface Found {
    doc_id: string;
    title: string;
    grade: number;
    other: number | null;
  }
  interface TopTen {
    system: string;
    label: string;
    ndcg: number;
    documents: Found[];
  }
  interface Tens {
    query_id: string;
    text: string;
    n_relevant: number;
    missed: string[];
    lists: TopTen[];
  }
  interface ScoreboardResult {
    texts: string;
    mean_ndcg: Record<string, Record<string, number>>;
    groups: Group[];
    opened: Opened | null;
    tens: Tens | null;
  }
}

export namespace splade {
  interface Proposed {
    position: number;
    token: string;
    logit: number;
    weight: number;
  }
  interface TermRow {
    term: string;
    original: boolean;
    weight: number;
    position: number;
    proposed_by: string;
    logits: number[];
  }
  interface Attribution {
    term: string;
    weight: number;
    n_positions: number;
    candidates: Proposed[];
  }
  interface SpladeResult {
    text: string;
    model: string;
    pooling: string;
    tokens: string[];
    n_cells: number;
    n_positive: number;
    n_active: number;
    rows: TermRow[];
    explained: Attribution | null;
    note: string;
  }
}

export namespace tokens {
  interface ShownToken {
    term: string;
    start: number;
    end: number;
    word: number;
    id: number | null;
    shared: boolean;
  }
  interface Side {
    label: string;
    text: string;
    n_characters: number;
    n_words: number;
    tokens: ShownToken[];
  }
  interface TokensResult {
    tokenizer: string;
    sides: Side[];
    shared: string[];
    note: string;
  }
}

export namespace training_steps {
  interface Term {
    term: string;
    weight: number;
    original: boolean;
  }
  interface Rank {
    doc_id: string;
    title: string;
    rank: number | null;
  }
  interface Checkpoint {
    step: number;
    development: number;
    query_terms: number;
    document_terms: number;
    active: number;
    terms: Term[];
    ranks: Rank[];
  }
  interface Point {
    step: number;
    query_terms: number;
    passage_terms: number;
  }
  interface TrainingStepsResult {
    query: string;
    documents: number;
    checkpoints: Checkpoint[];
    curve: Point[];
  }
}
