// Written by `python -m tools.facts`; never edited by hand.
export const FACTS = {
  "query_weight_unit": 64,
  "question_words": [
    "what",
    "which",
    "who"
  ],
  "k1": 1.5,
  "b": 0.75,
  "epsilon": 0.25,
  "rrfK": 60,
  "decimals": 5,
  "maxCharacters": 10000,
  "maxTokens": 512,
  "payload": {
    "index": "why-splade-works",
    "field": "splade",
    "digits": 4
  },
  "explorers": {
    "bm25": {
      "TOP_K": 10,
      "DECIMALS": 9
    },
    "bridge": {
      "MOST_UNASKED": 6,
      "MOST_LOOSE": 4
    },
    "compare": {
      "TOP_K": 8,
      "PARTS": 4,
      "WANTED": 2,
      "DECIMALS": 6
    },
    "context": {
      "DECIMALS": 6,
      "MOST": 10
    },
    "decision": {
      "DECIMALS": 6
    },
    "drawers": {
      "MOST_DRAWERS": 20,
      "FEW_DRAWERS": 8
    },
    "engine": {
      "TOP_K": 10,
      "FUSED": 100,
      "DECIMALS": 6
    },
    "growth": {
      "DECIMALS": 6
    },
    "inverted_index": {
      "MOST_DRAWERS": 20,
      "DECIMALS": 5,
      "WANTED": 2
    },
    "masking": {
      "DECIMALS": 6,
      "MOST": 15
    },
    "match": {
      "TOP_K": 8,
      "DECIMALS": 6
    },
    "neighbours": {
      "TOP_HITS": 5,
      "DECIMALS": 6
    },
    "readable": {
      "MOST_UNASKED": 6
    },
    "request": {
      "TOP_K": 10
    },
    "scoreboard": {
      "MOST": 20
    },
    "splade": {
      "DECIMALS": 5,
      "MOST_TERMS": 18,
      "MOST_CANDIDATES": 6,
      "FEWER_TERMS": 14
    },
    "tokens": {},
    "training_steps": {}
  },
  "scores": {
    "base": "BM25",
    "first": 48,
    "groups": {
      "exact": "exact: the documents’ own words",
      "mixed": "mixed: some of both",
      "mismatch": "mismatch: lay words for clinical ones",
      "more": "more than one word in common",
      "one": "one word in common",
      "none": "no word in common",
      "all": "all queries"
    },
    "kinds": [
      "better",
      "equal",
      "worse"
    ],
    "systems": {
      "BM25": "BM25",
      "BM25, Lucene's": "Lucene’s BM25",
      "RM3": "RM3",
      "+ GloVe": "GloVe",
      "+ masked": "masked words",
      "translation table": "translations",
      "untrained head": "untrained head",
      "dense MiniLM": "dense vectors",
      "inference-free SPLADE": "inference-free",
      "SPLADE": "SPLADE",
      "BM25 and SPLADE": "BM25 + SPLADE"
    }
  },
  "models": {
    "masked_lm": [
      "clinical-mlm"
    ],
    "splade": [
      "clinical-splade"
    ],
    "static_vectors": [
      "glove-50k"
    ]
  },
  "decision": {
    "constants": {
      "PASSAGE": 350,
      "MEASURED_WORDS": 22,
      "GROWTH": 0.82,
      "BM25_TERMS": 0.6,
      "FEWER": 5,
      "WORDS_PER_S": 100000,
      "DENSE_BYTES": 1536,
      "BYTES_PER_MS": 5000000.0,
      "WEEK": 168
    },
    "machines": {
      "laptop": {
        "label": "a laptop: two cores",
        "documents": 1,
        "query": 1
      },
      "server": {
        "label": "a server: 16 cores, no GPU",
        "documents": 8,
        "query": 2
      },
      "gpu": {
        "label": "one GPU",
        "documents": 50,
        "query": 3
      }
    },
    "models": {
      "laptop": [
        {
          "name": "clinical-splade",
          "quality": "",
          "quality_source": "data/models/clinical-splade/README.md",
          "size": 1.0
        },
        {
          "name": "clinical-splade",
          "quality": "",
          "quality_source": "data/models/clinical-splade/README.md",
          "size": 1.0
        }
      ],
      "server": [
        {
          "name": "prithivida/Splade_PP_en_v2",
          "quality": "",
          "quality_source": "",
          "size": 4.823788546255507
        },
        {
          "name": "naver/splade-cocondenser-ensembledistil",
          "quality": "38.3 MRR@10, MS MARCO",
          "quality_source": "its model card",
          "size": 4.823788546255507
        }
      ],
      "gpu": [
        {
          "name": "prithivida/Splade_PP_en_v2",
          "quality": "",
          "quality_source": "",
          "size": 4.823788546255507
        },
        {
          "name": "naver/splade-cocondenser-ensembledistil",
          "quality": "38.3 MRR@10, MS MARCO",
          "quality_source": "its model card",
          "size": 4.823788546255507
        }
      ]
    },
    "rules": [
      {
        "when": {
          "english": false
        },
        "run": "BM25",
        "reasons": [
          "Every model of this book was trained on English.",
          "BM25 needs none: give it a stemmer and stop words of your language, and measure first."
        ],
        "close": ""
      },
      {
        "when": {
          "codes": true,
          "own words": false
        },
        "run": "BM25",
        "reasons": [
          "A code or a name is there or it is not, and BM25 finds it exactly.",
          "On such queries of the hospital SPLADE is no better, and dearer (chapter 5)."
        ],
        "close": ""
      },
      {
        "when": {
          "encoded in a week": false
        },
        "run": "BM25",
        "reasons": [
          "Encoding this many words would keep this machine busy for more than a week.",
          "Begin with BM25, encode a part, and rent machines once you have seen that it helps."
        ],
        "close": ""
      },
      {
        "when": {
          "SPLADE in time": true,
          "codes": true
        },
        "run": "SPLADE and BM25",
        "reasons": [
          "SPLADE finds what is said in other words, and BM25 finds codes and names.",
          "The fused list insures against the worst of either, and costs a little of the best."
        ],
        "close": "SPLADE"
      },
      {
        "when": {
          "SPLADE in time": true
        },
        "run": "SPLADE",
        "reasons": [
          "Your readers use words that your documents do not, and SPLADE bridges them.",
          "Its vectors can be read, and a word index serves them."
        ],
        "close": "dense"
      },
      {
        "when": {
          "inference-free in time": true
        },
        "run": "inference-free SPLADE",
        "reasons": [
          "The documents keep their expansions, and a query only looks its words up in a table.",
          "No network runs when somebody asks: that is what makes it fast enough."
        ],
        "close": ""
      },
      {
        "when": {
          "BM25 in time": true
        },
        "run": "BM25",
        "reasons": [
          "No index of SPLADE’s vectors on one such machine is in time.",
          "BM25 reads fewer postings; for SPLADE, spread the index over several machines."
        ],
        "close": ""
      },
      {
        "when": {},
        "run": "BM25",
        "reasons": [
          "Nothing here is in time on one such machine.",
          "BM25 is the cheapest: spread its index over several machines, or allow more time."
        ],
        "close": ""
      }
    ]
  },
  "stopWords": [
    "a",
    "an",
    "and",
    "are",
    "as",
    "at",
    "be",
    "but",
    "by",
    "for",
    "if",
    "in",
    "into",
    "is",
    "it",
    "no",
    "not",
    "of",
    "on",
    "or",
    "such",
    "that",
    "the",
    "their",
    "then",
    "there",
    "these",
    "they",
    "this",
    "to",
    "was",
    "will",
    "with"
  ],
  "patterns": {
    "word": "\\p{Nd}+(?:[.,]\\p{Nd}+)+|[\\p{L}\\p{N}][\\p{L}\\p{N}\\p{M}\\p{Cf}]*",
    "optional": "[\\p{Cf}\\p{Me}\\ufe00-\\ufe0f\\u{e0100}-\\u{e01ef}\\u0591-\\u05bd\\u05bf\\u05c1\\u05c2\\u05c4\\u05c5\\u05c7\\u0610-\\u061a\\u0640\\u064b-\\u0652\\u0656-\\u065f\\u0670\\u06d6-\\u06dc\\u06df-\\u06e4\\u06e7\\u06e8\\u06ea-\\u06ed\\u0711\\u0730-\\u074a]",
    "removed": "(?![\\u{9}-\\u{a}\\u{d}\\u{890}-\\u{891}\\u{8e2}\\u{110cd}\\u{13430}-\\u{1343f}])[\\p{Cc}\\p{Cf}\\p{Co}\\ufffd]",
    "accent": "(?![\\u{5c8}-\\u{5c9}\\u{7fd}\\u{897}-\\u{89f}\\u{8ca}-\\u{8e1}\\u{9fe}\\u{afa}-\\u{aff}\\u{b53}-\\u{b55}\\u{c04}\\u{c3c}\\u{d00}\\u{d3b}-\\u{d3c}\\u{d81}\\u{eba}\\u{ece}\\u{180f}\\u{1885}-\\u{1886}\\u{1abf}-\\u{1af0}\\u{1df6}-\\u{1dfb}\\u{a82c}\\u{a8c5}\\u{a8ff}\\u{a9bd}\\u{10d24}-\\u{10d27}\\u{10d69}-\\u{10d6d}\\u{10eab}-\\u{10eac}\\u{10ecb}-\\u{10ecf}\\u{10ef0}-\\u{10eff}\\u{10f46}-\\u{10f50}\\u{10f82}-\\u{10f85}\\u{11070}\\u{11073}-\\u{11074}\\u{110c2}\\u{111c9}\\u{111cf}\\u{1123e}\\u{11241}\\u{1133b}\\u{113bb}-\\u{113c0}\\u{113ce}\\u{113d0}\\u{113d2}\\u{113e1}-\\u{113e2}\\u{11438}-\\u{1143f}\\u{11442}-\\u{11444}\\u{11446}\\u{1145e}\\u{1182f}-\\u{11837}\\u{11839}-\\u{1183a}\\u{1193b}-\\u{1193c}\\u{1193e}\\u{11943}\\u{119d4}-\\u{119d7}\\u{119da}-\\u{119db}\\u{119e0}\\u{11a01}-\\u{11a0a}\\u{11a33}-\\u{11a38}\\u{11a3b}-\\u{11a3e}\\u{11a47}\\u{11a51}-\\u{11a56}\\u{11a59}-\\u{11a5b}\\u{11a8a}-\\u{11a96}\\u{11a98}-\\u{11a99}\\u{11b60}\\u{11b62}-\\u{11b64}\\u{11b66}\\u{11c30}-\\u{11c36}\\u{11c38}-\\u{11c3d}\\u{11c3f}\\u{11c92}-\\u{11ca7}\\u{11caa}-\\u{11cb0}\\u{11cb2}-\\u{11cb3}\\u{11cb5}-\\u{11cb6}\\u{11d31}-\\u{11d36}\\u{11d3a}\\u{11d3c}-\\u{11d3d}\\u{11d3f}-\\u{11d45}\\u{11d47}\\u{11d90}-\\u{11d91}\\u{11d95}\\u{11d97}\\u{11df0}\\u{11ef3}-\\u{11ef4}\\u{11f00}-\\u{11f01}\\u{11f36}-\\u{11f3a}\\u{11f40}\\u{11f42}\\u{11f5a}\\u{13440}\\u{13447}-\\u{13455}\\u{1611e}-\\u{16129}\\u{1612d}-\\u{1612f}\\u{16f4f}\\u{16fe4}\\u{1cf00}-\\u{1cf2d}\\u{1cf30}-\\u{1cf46}\\u{1d127}-\\u{1d128}\\u{1d25b}-\\u{1d25c}\\u{1e000}-\\u{1e006}\\u{1e008}-\\u{1e018}\\u{1e01b}-\\u{1e021}\\u{1e023}-\\u{1e024}\\u{1e026}-\\u{1e02a}\\u{1e08f}\\u{1e130}-\\u{1e136}\\u{1e2ae}\\u{1e2ec}-\\u{1e2ef}\\u{1e4ec}-\\u{1e4ef}\\u{1e5ee}-\\u{1e5ef}\\u{1e6e3}\\u{1e6e6}\\u{1e6ee}-\\u{1e6ef}\\u{1e6f5}\\u{1e944}-\\u{1e94a}])\\p{Mn}|[\\u{1734}\\u{1171e}]",
    "punctuation": "(?![\\u{61d}\\u{9fd}\\u{a76}\\u{c77}\\u{c84}\\u{1b4e}-\\u{1b4f}\\u{1b7d}-\\u{1b7f}\\u{2e43}-\\u{2e4f}\\u{2e52}-\\u{2e5d}\\u{2e60}-\\u{2e63}\\u{10d6e}\\u{10ead}\\u{10ed0}\\u{10f55}-\\u{10f59}\\u{10f86}-\\u{10f89}\\u{113d4}-\\u{113d5}\\u{113d7}-\\u{113d8}\\u{1144b}-\\u{1144f}\\u{1145a}-\\u{1145b}\\u{1145d}\\u{11660}-\\u{1166c}\\u{116b9}\\u{1183b}\\u{11944}-\\u{11946}\\u{119e2}\\u{11a3f}-\\u{11a46}\\u{11a9a}-\\u{11a9c}\\u{11a9e}-\\u{11aa2}\\u{11b00}-\\u{11b09}\\u{11be1}\\u{11c41}-\\u{11c45}\\u{11c70}-\\u{11c71}\\u{11ef7}-\\u{11ef8}\\u{11f43}-\\u{11f4f}\\u{11fff}\\u{12ff1}-\\u{12ff2}\\u{16d6d}-\\u{16d6f}\\u{16e97}-\\u{16e9a}\\u{16fe2}\\u{1e5ff}\\u{1e95e}-\\u{1e95f}])[!-\\/:-@\\[-`{-~\\p{P}]|[\\u{166d}\\u{111c9}]"
  },
  "sentences": {
    "no_text": "The text is empty: type something.",
    "no_query": "The query is empty: type what you are looking for.",
    "too_long": "The {name} has {length} characters; this page takes up to {limit}.",
    "cut": "The model reads {limit} tokens at a time: {unread} more of this text were not read.",
    "no_tokens": "This tokenizer leaves nothing of the text.",
    "no_terms": "The analyzer leaves nothing of this query: it holds only stop words or signs.",
    "bm25_nothing": "No document contains any of these terms, so BM25 finds nothing.",
    "no_drawers": "None of the query's words has a drawer: nothing is read, nothing is found.",
    "no_word": "There is no word to look up: type a query.",
    "nothing_hidden": "Nothing is hidden: choose a token.",
    "special_only": "The text is empty: what you see comes from [CLS] and [SEP] alone.",
    "special_weights": "The query is empty: these are the weights that [CLS] and [SEP] have on their own.",
    "empty_vector": "No logit that this pooling reads is above 0: the vector is empty.",
    "all_off": "Nothing is left of the query's vector: switch a part back on.",
    "unknown": "No model knows {unknown} of the query's words: it reads [UNK] in their place.",
    "nothing_left": "No document has any of the terms that are left.",
    "one_word": "Type one word that both sentences have.",
    "word_unknown": "The model does not know “{word}”: it would read [UNK] in its place.",
    "word_nowhere": "Neither sentence has “{word}” as a word of its own: both need it.",
    "word_missing": "The {which} sentence lacks “{word}” as a word of its own: both need it.",
    "word_unread": "The model’s reading of the {which} sentence ends before “{word}”: shorten it.",
    "pieces": "The model has no entry for “{word}”: it reads {pieces}, and the lists are what it proposes at the first of these pieces.",
    "pieces_hidden": "The model has no entry for “{word}”, and would read {pieces}; hidden, one [MASK] stands for them all.",
    "none_here": "Nothing is found here: choose another department."
  }
};
