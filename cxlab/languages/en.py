"""English: the words the rooms need to know."""

CODE = "en"

# ---- speech and cleaning (prepare, ingest) ----------------------------------------------------

# What people's machines and transcribers write inside brackets: [laughs], (inaudible).
NOISE_WORDS: tuple[str, ...] = (
    "laughs", "laugh", "laughter", "laughing", "chuckles", "chuckle", "inaudible", "unintelligible",
    "indistinct", "unclear", "pause", "long pause", "silence", "music", "background music", "noise",
    "background noise", "applause", "cough", "coughs", "coughing",
    "crosstalk", "cross talk", "cross-talk", "overlapping", "overlapping speech", "interruption",
    "foreign", "blank_audio", "end of recording", "start of recording",
)  # fmt: skip
# Labels that stand before a colon at the start of a turn; a number may follow (Speaker 1).
SPEAKER_LABELS: tuple[str, ...] = (
    "interviewer", "interviewee", "int", "moderator", "facilitator", "participant", "respondent",
    "researcher", "customer", "consumer", "user", "agent", "operator", "advisor", "speaker",
)  # fmt: skip
# Sounds and words that carry no opinion when they are all that was said.
FILLERS: tuple[str, ...] = (
    "uh", "um", "umm", "er", "erm", "hmm", "hm", "mm", "mmm", "mhm", "mm-hm", "mm-hmm", "mmhmm", "uh-huh",
    "uh huh", "uhuh", "ah", "oh", "eh", "huh", "so", "well", "right", "yeah", "you know", "i mean", "like",
)  # fmt: skip
# Words whose full stop does not end a sentence, without the stop.
ABBREVIATIONS: tuple[str, ...] = (
    "mr", "mrs", "ms", "dr", "prof", "sr", "jr", "st", "ave", "rd", "blvd", "apt", "vs", "inc", "ltd", "co",
    "corp", "dept", "no", "nr", "p", "pp", "vol", "fig", "e.g", "i.e", "eg", "ie", "cf", "approx", "min",
    "max", "tel", "ext", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec",
    "mt", "ft", "gen", "col", "capt", "rev", "hon", "ref",
)  # fmt: skip
# Where a very long line without punctuation may be cut, before the word.
TURN_WORDS: tuple[str, ...] = (
    "but", "however", "although", "though", "then", "because", "when", "after that", "so then",
    "also", "therefore",
)  # fmt: skip

# ---- names and numbers to redact (prepare) ----------------------------------------------------

# Countries whose telephone numbers people write without a prefix, in order of trial.
PHONE_REGIONS: tuple[str, ...] = ("US", "GB")
# Words that announce the speaker's own name.
NAME_CUES: tuple[str, ...] = (
    "my name is", "my name's", "i am called", "this is", "you are speaking with", "speaking with",
    "spoke with", "spoke to", "served by", "helped by", "name:", "in the name of", "on behalf of",
)  # fmt: skip
# Words before a name in address: "Dear Ana".
GREETINGS: tuple[str, ...] = (
    "dear", "hi", "hello", "hey", "good morning", "good afternoon", "good evening", "thanks",
    "thank you",
)  # fmt: skip
TITLES: tuple[str, ...] = ("mr", "mrs", "ms", "miss", "dr", "prof", "sir", "madam", "mx")
# Words after which a name signs the text, on the same line or the next.
SIGN_OFFS: tuple[str, ...] = (
    "regards", "kind regards", "best regards", "warm regards", "best", "best wishes", "sincerely",
    "yours sincerely", "yours faithfully", "yours truly", "cheers", "signed", "many thanks",
)  # fmt: skip
# Words between the parts of a name.
NAME_LINKS: tuple[str, ...] = ("van", "von", "de", "der", "la", "bin", "al")
# Capitalised words after a greeting or a cue that are nobody's name.
NOT_NAMES: tuple[str, ...] = (
    "a", "an", "the", "i", "i'm", "i've", "i'd", "we", "we're", "you", "your", "he", "she", "it", "it's",
    "they", "my", "our", "his", "her", "this", "that", "these", "those", "there", "all", "any", "anyone",
    "everyone", "everybody", "someone", "nobody", "team", "customer", "customers", "sir", "madam",
    "sirs", "mr", "mrs", "ms", "miss", "dr", "friend", "friends", "guys", "folks", "people", "user",
    "users", "guest", "guests", "manager", "management", "director", "support", "service", "staff",
    "company", "store", "bank", "airline", "god", "lord", "jesus", "again", "and", "but", "or", "so",
    "for", "from", "to", "of", "in", "on", "at", "by", "with", "as", "if", "is", "are", "was", "were", "am",
    "be", "been", "have", "has", "had", "do", "does", "did", "can", "could", "would", "will", "should",
    "just", "not", "no", "yes", "please", "hope", "hi", "hello", "dear", "hey", "good", "great", "thanks",
    "thank", "very", "what", "when", "where", "why", "how", "who", "which", "still", "now", "today",
    "yesterday", "after", "before", "since", "because", "while", "one", "another", "order", "product",
    "account", "much", "many", "some", "lots", "us", "them", "him", "me", "let", "any", "another",
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january",
    "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december", "christmas", "america", "england", "spain", "brazil",
)  # fmt: skip
# Words near a bare number that make it a document or a telephone number.
ID_WORDS: tuple[str, ...] = ("id", "tax", "document", "passport", "ssn")
PHONE_WORDS: tuple[str, ...] = (
    "phone", "telephone", "tel", "mobile", "cell", "cellphone", "whatsapp", "contact", "call", "called",
    "text", "fax", "ring", "number",
)  # fmt: skip

# ---- feeling (analyse) ------------------------------------------------------------------------

# ---- labels of the map and the report (report) ------------------------------------------------
