"""English: the words the rooms need to know."""

CODE = "en"

# ---- speech and cleaning (prepare, ingest) ----------------------------------------------------

# What people's machines and transcribers write inside brackets: [laughs], (inaudible).
NOISE_WORDS: tuple[str, ...] = (
    "laughs", "laugh", "laughter", "laughing", "chuckles", "chuckle", "inaudible",
    "unintelligible", "indistinct", "unclear", "pause", "long pause", "silence", "music",
    "background music", "noise", "background noise", "applause", "cough", "coughs", "coughing",
    "crosstalk", "cross talk", "cross-talk", "overlapping", "overlapping speech", "interruption",
    "foreign", "blank_audio", "end of recording", "start of recording",
)  # fmt: skip
# Labels that stand before a colon at the start of a turn; a number may follow (Speaker 1).
SPEAKER_LABELS: tuple[str, ...] = (
    "interviewer", "interviewee", "int", "moderator", "facilitator", "participant", "respondent",
    "researcher", "customer", "consumer", "user", "agent", "operator", "advisor", "speaker",
)  # fmt: skip
# Sounds that carry no opinion when they are all that was said ("bom" and "claro" do carry one).
FILLERS: tuple[str, ...] = (
    "uh", "um", "umm", "er", "erm", "hmm", "hm", "mm", "mmm", "mhm", "mm-hm", "mm-hmm", "mmhmm",
    "uh-huh", "uh huh", "uhuh", "ah", "oh", "eh", "huh", "you know",
)  # fmt: skip
# Words whose full stop never ends a sentence, without the stop.
ABBREVIATIONS: tuple[str, ...] = (
    "mr", "mrs", "ms", "dr", "prof", "st", "ave", "blvd", "vs", "eg", "ie", "cf", "capt", "hon",
)  # fmt: skip
# Words whose full stop ends a sentence unless a number follows: "n. 5", but "disse que no."
NUMBER_ABBREVIATIONS: tuple[str, ...] = (
    "no", "nr", "p", "pp", "vol", "fig", "tel", "ext", "apt", "jan", "feb", "mar", "apr", "jun",
    "jul", "aug", "sep", "sept", "oct", "nov", "dec", "ref",
)  # fmt: skip
# Words whose full stop ends a sentence unless a small letter follows.
OPEN_ABBREVIATIONS: tuple[str, ...] = (
    "inc", "ltd", "co", "corp", "dept", "approx", "min", "max", "etc", "jr", "sr", "rd", "mt",
    "ft",
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
    "my name is", "my name's", "i am called", "in the name of", "name:", "full name:", "surname:",
)  # fmt: skip
# The surest of them, after which a name is taken in lower case too.
OWN_NAME_CUES: tuple[str, ...] = ("my name is", "my name's")
# Words before a name in address. After a firm one ("Dear Ana") a capital is enough; after a
# loose one ("Hi Ana,") the name must also end the phrase.
GREETINGS_FIRM: tuple[str, ...] = ("dear",)
GREETINGS: tuple[str, ...] = (
    "hi", "hello", "hey", "good morning", "good afternoon", "good evening",
)  # fmt: skip
# Titles and posts that stand right before a person's name.
TITLES: tuple[str, ...] = ("mr", "mrs", "ms", "dr", "prof", "mx")
# Words after which a name signs the text, on the same line or the next.
SIGN_OFFS: tuple[str, ...] = (
    "regards", "kind regards", "best regards", "warm regards", "best", "best wishes", "sincerely",
    "yours sincerely", "yours faithfully", "yours truly", "cheers", "signed", "many thanks",
)  # fmt: skip
# Words between the parts of a name.
NAME_LINKS: tuple[str, ...] = ("van", "von", "de", "der", "la", "bin", "al")
# Capitalised words after a greeting or a cue that are nobody's name.
NOT_NAMES: tuple[str, ...] = (
    "a", "an", "the", "i", "i'm", "i've", "i'd", "we", "we're", "you", "your", "he", "she", "it",
    "it's", "they", "my", "our", "his", "her", "this", "that", "these", "those", "there", "all",
    "any", "anyone", "everyone", "everybody", "someone", "nobody", "team", "customer", "customers",
    "sir", "madam", "sirs", "mr", "mrs", "ms", "miss", "dr", "friend", "friends", "guys", "folks",
    "people", "user", "users", "guest", "guests", "manager", "management", "director", "support",
    "service", "staff", "company", "store", "bank", "airline", "god", "lord", "again", "and",
    "but", "or", "so", "for", "from", "to", "of", "in", "on", "at", "by", "with", "as", "if", "is",
    "are", "was", "were", "am", "be", "been", "have", "has", "had", "do", "does", "did", "can",
    "could", "would", "will", "should", "just", "not", "no", "yes", "please", "hope", "hi",
    "hello", "dear", "hey", "good", "great", "thanks", "thank", "very", "what", "when", "where",
    "why", "how", "who", "which", "still", "now", "today", "yesterday", "after", "before", "since",
    "because", "while", "one", "another", "order", "product", "account", "much", "many", "some",
    "lots", "us", "wrong", "right", "correct", "incorrect", "misspelled", "spelled", "spelt",
    "missing", "different", "them", "him", "me", "let", "monday", "tuesday", "wednesday",
    "thursday", "friday", "saturday", "sunday", "january", "february", "march", "april", "may",
    "june", "july", "august", "september", "october", "november", "december", "christmas",
    "america", "england", "spain", "brazil",
)  # fmt: skip
# Words near a bare number that make it a document or a telephone number.
ID_WORDS: tuple[str, ...] = ("id", "tax", "document", "passport", "ssn")
PHONE_WORDS: tuple[str, ...] = (
    "phone", "telephone", "tel", "mobile", "cell", "cellphone", "whatsapp", "contact", "call",
    "called", "text", "fax", "ring", "number",
)  # fmt: skip
# Words that make a speaker's name a company's: such a name is not masked in the text.
ORGANISATION_WORDS: tuple[str, ...] = (
    "support", "service", "team", "care", "helpdesk", "desk", "store", "company", "assistant",
    "virtual", "bot", "chatbot", "system", "inc", "ltd", "llc",
)  # fmt: skip
# Names that are also words: alone, they are masked only with a capital inside a sentence.
AMBIGUOUS_NAMES: tuple[str, ...] = (
    "mark", "will", "rose", "grace", "hope", "may", "june", "april", "summer", "autumn", "brown",
    "white", "green", "black", "gray", "grey", "young", "long", "short", "small", "little",
    "price", "page", "cook", "bill", "frank", "art", "rich", "faith", "joy", "gene", "pat", "drew",
    "chase", "grant", "jack", "rob", "sue", "dawn", "ruby", "amber", "crystal", "pearl", "daisy",
    "ivy", "iris", "olive", "violet", "lily", "baker", "carter", "cooper", "fisher", "hunter",
    "mason", "miller", "taylor", "turner", "walker", "ward", "wood", "woods", "bell", "bush",
    "fox", "king", "knight", "bishop", "day", "best", "good", "love", "power", "rice", "stone",
    "street", "sharp", "strong", "swift", "west", "field", "fields", "banks", "case", "max", "van",
    "christian", "angel", "sky", "star", "don", "tony", "robin", "dean", "earl", "guy", "lane",
)  # fmt: skip
# Words before a place or a shop, and hardly ever before a person.
PLACE_WORDS: tuple[str, ...] = ("at",)
# How "@" and "." are said aloud in an e-mail address.
AT_WORDS: tuple[str, ...] = ("at",)
DOT_WORDS: tuple[str, ...] = ("dot",)
# Words before a number that is the company's, not the person's.
ORDER_WORDS: tuple[str, ...] = (
    "order", "tracking", "reference", "ref", "ticket", "case", "invoice", "booking",
    "confirmation", "serial", "code", "batch", "protocol", "parcel",
)  # fmt: skip

# ---- feeling (analyse) ------------------------------------------------------------------------

# Words that carry feeling: lower case without accents; a final * is any ending, _ is a space.
PRAISE: str = """
    good well nice nicely fine pleasant* pleased pleasing enjoy* enjoyable like liked likes likeable friendly polite*
    kind kindly kindness courteous helpful* attentive welcoming warm warmly hospitable competent professional*
    efficient* effective* fast fastest quick* prompt* speedy punctual on_time early easy easier easily ease simple simply
    practical convenient* handy intuitive clear clearly complete organised organized tidy clean cleaner spotless
    fresh comfortable comfy comfort cosy cozy spacious roomy quiet* peaceful calm relax* safe safely secure reliab*
    trust* honest* transparent fair fairly cheap cheaper affordable bargain free value worth worthwhile modern
    intact sturdy durable robust solid strong useful usable functional works worked working_well solved fixed
    resolved sorted helped helps recommend* satisf* happy happier happily glad cheerful thank* thx thnx cheers grateful
    appreciat* congrat* success* quality generous plentiful variety choice delicious tasty yummy crisp elegant
    charming stylish sleek attractive pretty beautifully cute fun funny interesting clever smart creative better
    superior exceeded impress* surpris*_good not_bad no_complaint* no_problem* no_issue* no_fuss no_hassle hassle_free
    without_any_problem* five_star* 5_star* 10_out smooth* seamless* responsive light lightweight compact ideal
    pros plus bonus discount gift smil* praise* respectful accommodating cool neat decent accurate precise sharp
    bright vivid loyal positive proud credit saved save lucky woohoo yay lol_love ta nailed winner win great_value
    thoughtful caring reassur* kudos bravo props rocks rock user_friendly well_made well_built well_worth
    reasonabl* adequate flawless* refund*_quickly upgrade* improved improvement improves
"""
STRONG_PRAISE: str = """
    excellent* great greatest perfect* wonderful* fantastic* incredibl* sensational spectacular* extraordinar* exceptional*
    fabulous* brilliant* magnificent* amazing* awesome outstanding* superb* terrific marvel* stunning gorgeous
    beautiful lovely delight* love loved loves loving adore* best favourite favorite fav phenomenal splendid
    impeccabl* unbeatable second_to_none top_notch first_class world_class highly_recommend* well_done thrilled
    ecstatic fab immense epic exquisite masterpiece must_have blown_away above_and_beyond cannot_fault 100%
    ace stellar heavenly divine
"""
BLAME: str = """
    bad badly worse poor* weak ugly slow slower slowly sluggish delay* late later_than wait* expensive pricey overpriced
    costly rip_off difficult* hard harder complicated confus* boring bored dull tiring tired annoy* irritat* uncomfortable
    unpleasant cramped tight narrow small tiny noisy noise loud dirty filthy smell* smelly stain* mould* mold* old worn
    outdated dated broke broken break* breaks torn crushed damag* crack* scratch* faulty fault* defect* fail*
    lack lacks lacking missing miss mistake* error* wrong* incorrect inaccurate glitch* bug buggy bugs crash* freez* frozen
    stuck down does_not_work not_working stopped_working problem* issue* trouble* complain* complaint* unhappy unsatisf*
    dissatisf* disappoint* let_down frustrat* sad sadly upset regret* angry rude rudely impolite unfriendly arrogant
    unhelpful useless inattentive careless indifferent incompeten* unprofessional inefficient disorgani* mess messy chaos chaotic
    neglect* ignor* lie lied lies lying liar* mislead* misled fake false deceptive deceiv* doubt* suspicious dangerous
    risk* unsafe insecure afraid fear scared worr* concern* anxious lost lose losing no_response no_reply no_answer
    never_arrived not_arrived has_not_arrived did_not_arrive still_not still_waiting nobody no_one on_hold queue* crowded
    packed overcharg* charged_twice hidden fee fees fine_print penalty cancel* refus* reject* declin* denied deny
    block* impossible unable cannot_log unnecessary insufficient limited few little_choice stale cold tasteless bland
    undercooked raw weird odd strange incomplete hassle headache stress* avoid beware leave*_a_lot not_worth waste*
    wasted not_recommend unreliable flimsy cheaply leak* rust* bent loose shame unfortunate* pity inconvenien*
    inconsistent mediocre average_at shabby sparse cons drawback* downside* lag laggy heavy bulky clunky awkward
    worthless unacceptable_wait run_out ran_out sold_out out_of_stock empty rotten off_date out_of_date hurt* ill sick
    hungry struggl* fiasco joke unfair rubbish crap* lousy shoddy pathetic sucks suck sucked meh gutted fed_up
    wtf smh ugh fuming stolen stole strand* hang_up hung_up dropped apolog* excuse* blame unresolved short_of
"""
STRONG_BLAME: str = """
    terribl* horribl* awful* worst dreadful* atrocious abysmal appalling disgust* gross vile nasty hate* hated hates
    hating horrendous horrid horrific nightmare disaster* catastroph* garbage trash junk crap shit* shite bullshit
    fuck* damn hell ridiculous* absurd outrageous* shameful* disgrace* disgraceful unacceptable intolerable inexcusable
    unbelievabl* fraud* scam* thief thieves theft rob robbed con_artists criminal lawsuit sue ombudsman never_again
    never_buy do_not_buy stay_away pathetic useless_company furious rage livid outraged humiliat* insult* abandon*
    piece_of_crap total_waste complete_waste zero_stars one_star 1_star 0_stars shambles diabolical pissed revolting
    despicable laughable deplorable repulsive
"""
NEGATIONS: tuple[str, ...] = (
    "not", "no", "never", "none", "nothing", "nobody", "neither", "nor", "without", "cannot", "cant", "dont", "doesnt",
    "didnt", "isnt", "wasnt", "arent", "werent", "wont", "wouldnt", "couldnt", "shouldnt", "hasnt", "havent", "hadnt",
    "aint", "hardly", "barely", "lack", "lacks", "far_from", "instead_of", "rather_than", "don", "doesn", "didn",
    "isn", "wasn", "aren", "weren", "won", "wouldn", "couldn", "shouldn", "hasn", "haven",
)  # fmt: skip
BOOSTERS: tuple[str, ...] = (
    "very", "really", "so", "too", "extremely", "totally", "absolutely", "quite", "completely", "super", "highly",
    "truly", "utterly", "such", "incredibly", "always", "much", "way", "entirely", "especially", "exceptionally",
    "thoroughly", "bloody", "insanely", "most", "more", "hella", "soooo", "sooo", "ever",
)  # fmt: skip
DAMPERS: tuple[str, ...] = (
    "little", "a_bit", "bit", "somewhat", "fairly", "almost", "nearly", "relatively", "kind_of", "kinda", "sort_of", "sorta",
    "slightly", "partly", "maybe", "perhaps", "okay", "ok", "average", "mostly", "only", "just", "acceptable",
)  # fmt: skip
# Words after which the second half of a sentence weighs more.
BUT_WORDS: tuple[str, ...] = (
    "but", "however", "although", "though", "yet", "except", "despite", "nevertheless", "unfortunately", "otherwise",
)  # fmt: skip
# Words at which a sentence may turn: before them stands one thing, from them on another. Those that
# often mean something else do so only after a comma.
ADVERSATIVES: tuple[str, ...] = (
    "but", "however", "yet", "nevertheless", "nonetheless", "whereas", "on the other hand", "on the downside",
    "unfortunately", "fortunately", "sadly", "luckily", "thankfully", ", shame", "a shame", "a pity", ", pity",
    "my only", ", the only", "only problem", "only complaint", "the downside", "the problem is",
    ", still", ", otherwise", "that said", "having said that", ", as for",
)  # fmt: skip
# Words that open the weaker of two clauses, which ends at a comma where the sentence begins with it.
CONCESSIVES: tuple[str, ...] = (
    "although", "though", "even though", "despite", "in spite of", ", while", ", whilst", "even if", "albeit",
    "except", "apart from", "aside from", "other than", "excepting", "tho", "notwithstanding",
)  # fmt: skip
# After such an opening the next turn adds to it or answers it: "not only cheap but good", "I thought it
# would be bad but I loved it".
BINDING_OPENINGS: tuple[str, ...] = (
    "not only", "not just", "not merely", "not simply", "i thought it", "i thought they", "i thought the",
    "i expected", "we expected", "i was expecting", "we were expecting", "they promised", "was promised",
    "they said", "we were told", "i was told", "supposed to", "they guaranteed", "in the picture",
    "in the pictures", "in the photo", "in the photos", "was due",
)  # fmt: skip
# Phrases that hold one of these words and turn nothing.
FIXED_TURNS: tuple[str, ...] = (
    "but also", "but for the", "but for a", "nothing but", "anything but", "everything but", "all but", "none but",
    "nobody but", "no one but", "no choice but", "can't help but", "cannot help but", "couldn't help but", "but rather",
    "but then again", "but oh well", "but hey", "but anyway", "but whatever", "but fine", "last but not least", "short but sweet", "small but mighty", "slow but sure", "slowly but surely",
    "simple but effective", "as though", "for a while", "a while", "worth while", "not yet", "and yet to",
    "yet another", "yet to", "yet again", "the only one", "other than that",
    "apart from that", "aside from that", "despite that", "despite this", "in spite of that", "best yet", "better yet",
)  # fmt: skip
# Cues of what a sentence does rather than how it feels.
CUES: dict[str, str] = {
    "wish": """wish would_like would_love would_be should could please pls plz hope hopefully need* want* suggest*
        if_only can_you could_you can_i how_do how_can anyone looking_for any_chance request* able_to might help_me
        may_i do_you""",
    "promise": """promis* advertis* expect* suppos* claim* said told stated description describ* picture* photo*
        guarantee* deadline due agreed schedule* paid_for ordered different instead wrong should_have meant label* thought
        informed assured yet supposedly confirmed""",
    "thanks": "thank* thx thnx cheers appreciat* grateful gratitude bless ta",
    "worry": """worr* concern* afraid fear* scared anxious nervous unsafe risk* danger* urgent* asap stolen lost fraud*
        hacked suspicious doubt* unsure do_not_know not_sure is_it_safe what_should why_is tamper*""",
    "surprise": "surpris* unexpected* wow omg astonish* shock* amaze* cannot_believe unbeliev* odd weird strange wtf",
    "sad": "disappoint* sad sadly shame pity unfortunate* let_down gutted miss missed expected hoped upset",
    "angry": """ridiculous unacceptable disgrac* outrag* furious angry rage never_again rip_off scam* thiev* liar* lied
        joke pathetic disgust* shame* wtf fuck* shit* worst fuming livid""",
    "ask": "how what which when where why who does is_there can_i do_you are_you any anyone",
    "deliver": """deliver* arriv* receiv* ship* courier* driver* parcel* package* packag* box tracking dispatch* post
        postage check_in boarding luggage bag baggage opened""",
    "buy": """buy* bought purchas* pay* paid payment card cart basket order* checkout stock book* store* shop* till
        voucher* coupon* reserv* booking top_up""",
    "price": "price* cost* cheap* expensive value compar* option* offer* deal* discount* model* dollars pounds fee fees",
    "help": """support service help* complain* return* refund* exchange* warranty repair* contact* phone call* email*
        reply replied respon* answer* chat agent customer_service rep dm technician fix* assist* account""",
    "again": """recommend* again return_to come_back came_back never_again cancel* loyal* switch* renew* subscri* repeat
        leave leaving next_time customer_for competitor* would_buy will_buy stay_away avoid do_not_buy""",
    "discover": """ad ads advert* commercial* heard_of heard_about discover* instagram facebook google recommended_by
        told_me came_across saw influencer* campaign newsletter""",
    "own": "i my me mine myself we our us im ive",
}  # fmt: skip
# The name of its Snowball stemmer.
STEMMER = "english"
# Frequent words that tell this language from its neighbours.
COMMON_WORDS: str = """
    the and is are was were i my you your it its this that of to in on at for with not but very have has had be
    been they we our from so just would there their when which if or an as all what get got can will about out
    no do does did he she his her
"""

# ---- phrases that may title a finding or name a topic (journey, analyse) ----------------------

# Words without content of their own: lower case, without accents unless the accent makes it another
# word (é, not e). A title begins or ends with no
# CLAUSE_WORDS (they part clauses) and no PREPOSITIONS; it may begin, not end, with LEADING_WORDS.
CLAUSE_WORDS: str = """
    and or but that which who because so when while if as where although though then since unless until
    however whereas whether what why how than plus except despite also even_though
"""
# Where something happened, as customers say it: patterns on folded text (lower case, no accents).
CHANNEL_WORDS: dict[str, tuple[str, ...]] = {
    "app": (
        r"\b(?:in|on|via|through|using|from|with) (?:the|their|your|its) (?:mobile |phone )?app\b(?! store)",
    ),
    "web": (
        r"\b(?:on|from|via|through|at|using|in) (?:the|their|your|its|this) (?:web ?site|web ?page|site|portal|online (?:store|shop))\b",
        r"\b(?:bought|ordered|order|buy|booked|book|paid|shop|shopping|purchase|purchased)(?: \w+){0,3} on-?line\b",
        r"\bon the (?:web|internet)\b",
    ),
    "store": (
        r"\bin[- ]store\b(?! for\b)",
        r"\b(?:physical|brick.and.mortar) (?:store|shop)\b",
        r"(?<!app )(?<!play )\b(?:in|at|to|into|inside) (?:the|a|their|your|this|my local|our local|one of their) (?:store|shop|branch|showroom)\b(?! for\b)",
    ),
    "phone": (
        r"\b(?:by|over the|on the|via|through the) (?:tele)?phone (?!screen|app)",
        r"\b(?:by|over the|on the) (?:tele)?phone$",
        r"\b(?:by|over the) (?:tele)?phone\b",
        r"\bcall ?cent(?:re|er)\b",
        r"\bhelpline\b",
        r"\bhotline\b",
        r"\bphoned\b",
        r"\bi(?: have| had|ve)? (?:called|rang|phone) (?:them|you|customer|support|the (?:company|shop|store|bank|help|number|hotel|airline)|and|twice|again|several)\b",
        r"\b(?:called|call|calling) (?:customer (?:service|care|support)|their (?:support|service|number))\b",
        r"\bon hold\b",
    ),
    "chat": (
        r"\b(?:on|via|over|through|by|in|using) (?:the |their |your |a )?(?:live |online |web )?(?:chat|whats ?app)\b(?! with my\b)",
        r"\b(?:live|web|online) chat\b",
        r"\bchat ?bot\b",
        r"\bchat (?:agent|support|window|session|service|team)\b",
    ),
    "email": (r"\be-?mail(?:s|ed)?\b",),
    "social": (
        r"\b(?:on|via|through|over|their) (?:instagram|facebook|twitter|tik ?tok|youtube)\b",
        r"\bsocial media\b",
    ),
    "carrier": (
        r"\b(?:courier|delivery (?:driver|man|guy|person)|postman|mailman|parcel service|fedex|ups driver|dhl)\b",
    ),
    "mail": (r"\bby (?:post|mail)\b", r"\bin the (?:mail|post)\b", r"\bmail ?box\b"),
    "in_person": (
        r"\bin person\b",
        r"\bface to face\b",
        r"\bat the (?:counter|front desk|reception desk)\b",
    ),
}
# Words between two clauses that may speak of two things.
CLAUSE_BREAKS: tuple[str, ...] = ("and", "but", "although", "though", "however", "while")
PREPOSITIONS: str = """
    of to in on at for from with by about over into onto through during between after before against under
    without within upon per via towards toward among across around off like
"""
LEADING_WORDS: str = """
    the a an my your his her its our their this that these those i you he she we they is was are were be been
    being am has have had having do does did will would can could should may might must very really so too
    quite more less most all every each any some other another much many just still only even such no not
    never none always got get gets getting i_m it_s i_ve don_t didn_t doesn_t isn_t wasn_t can_t couldn_t won_t
    wouldn_t aren_t weren_t haven_t hasn_t hadn_t cannot there
    said say says told tell
"""
OTHER_WORDS: str = """
    it me him them us here there now today yesterday tomorrow again already then up out down back away one
    thing things stuff everything nothing something anything anyone everyone someone time times day days
    something way lot lots go went going make made
"""
# Words of any talk, numbers and greetings among them: in a phrase, but no part of what it names.
WEAK_WORDS: str = """
    one two three four five six seven eight nine ten eleven twelve fifteen twenty thirty forty fifty hundred thousand
    first second third last hi hello ah oh eh well ok okay yes yeah yep sure thanks thank please bye think thinking
    thought know knew say says said saying tell told tells see saw seen look looked want wanted need needed put let take
    took taken come came comes give gave given try tried trying keep kept use used that_s there_s what_s i_d i_ll i_m
    i_ve you_re we_re they_re he_s she_s let_s really actually basically honestly literally whole end bit kind sort
    person people name word feel felt happen happened seem seemed able around ever
"""
# Words that announce the name of a thing.
DETERMINERS: str = """
    the a an my your his her its our their this that these those any some no each every another other
"""

# ---- labels of the map and the report (report) ------------------------------------------------

LABELS: dict[str, str] = {
    # numbers and dates
    "decimal": ".",
    "thousands": ",",
    "percent": "{n}%",
    "range": "{low} to {high}",
    "interval": "{low} to {high}",
    "months": "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec",
    "date": "{day} {month} {year}",
    "period": "{first} to {last}",
    "list_and": "{most} and {last}",
    # counts; people first
    "people_one": "{n} person",
    "people_other": "{n} people",
    "allowing": "allowing for the machine's errors, probably {people}; among people such as these, {share}",
    "of_people_one": "{k} of {n} person",
    "of_people_other": "{k} of {n} people",
    "who_speak": "who speak of it",
    "count_note": (
        "“7 of 12 people” means: of the 12 who speak of the touchpoint, 7 tell this pain "
        "or delight."
    ),
    "mentions_one": "{n} mention",
    "mentions_other": "{n} mentions",
    "documents_one": "{n} document",
    "documents_other": "{n} documents",
    "utterances_one": "{n} utterance",
    "utterances_other": "{n} utterances",
    "quotes_one": "{n} quote",
    "quotes_other": "{n} quotes",
    "disagree_none": "Nobody disagrees",
    "disagree_one": "{n} person disagrees",
    "disagree_other": "{n} people disagree",
    "segments_one": "{n} segment",
    "segments_other": "{n} segments",
    # the page
    "map_title": "Customer journey map",
    "as_is": "Current state (as is)",
    "version": "Version {version}",
    "synthetic": "Synthetic data",
    "synthetic_note": "Demonstration study: these people and their words are invented.",
    "study": "Study",
    "segment": "Segment",
    "persona": "Persona",
    "scenario": "Scenario",
    "people": "People",
    "documents": "Documents",
    "utterances": "Utterances",
    "mentions": "Mentions",
    "utterances_by_language": "Utterances by language",
    "sources": "Sources",
    "source": "Source",
    "kind": "Kind",
    "languages": "Languages",
    "period_label": "Period",
    "no_dates": "no dates",
    "feeling": "Mean feeling",
    "feeling_scale": "from −2 to +2",
    "headlines": "What to read first",
    "no_headlines": "No pain or delight is told by enough people (minimum: {n}).",
    "see_evidence": "See it on the map",
    "the_map": "The journey, stage by stage",
    "map_hint": "Every pain, delight and quote opens to show where it comes from.",
    "trace_hint": "The code beside each quote and opened cell is for the command cxlab trace, which shows all that it rests on.",
    "scroll_hint": "Swipe sideways to see every stage.",
    "legend": "How to read the map",
    "back_to_index": "All segments",
    # lanes
    "lane": "Lane",
    "lane_period": "Period",
    "lane_stages": "Stages",
    "lane_goals": "Goals and expectations",
    "lane_actions": "Customer actions",
    "lane_touchpoints": "Touchpoints",
    "lane_channels": "Channels",
    "lane_thoughts": "Thoughts",
    "lane_curve": "Emotion curve",
    "lane_emotions": "Emotions",
    "lane_quotes": "Quotes",
    "lane_pains": "Pains",
    "lane_delights": "Delights",
    "lane_promise": "Promise and delivery",
    "lane_metrics": "Metrics",
    "lane_owner": "Owner",
    "lane_evidence": "Evidence",
    "period_before": "Before",
    "period_during": "During",
    "period_after": "After",
    # what people write on the map
    "lane_moments": "Moments of truth",
    "lane_opportunities": "Opportunities and actions",
    "lane_physical_evidence": "Physical evidence",
    "lane_frontstage": "Frontstage",
    "lane_backstage": "Backstage",
    "lane_support": "Support processes",
    "line_interaction": "Line of interaction",
    "line_visibility": "Line of visibility",
    "line_internal": "Line of internal interaction",
    "step_research": "Research",
    "step_compare": "Compare",
    "step_purchase": "Purchase",
    "step_use": "Use",
    "scope_buyer": "Buyer journey",
    "scope_full": "Full experience",
    "rollups_title": "The journey in a few stages",
    "rollups_note": "Counted anew at this level: who speaks of two stages counts once.",
    "level_periods": "Before, during and after",
    "level_steps": "In four steps",
    "level_scope": "Buying and the full experience",
    "to_be": "Future state (to be)",
    "promise_text": "Promise",
    "said_in": "Promised in",
    "promise_kept": "Kept",
    "promise_broken": "Broken",
    "promise_kept_people": "{people} say it was kept",
    "promise_kept_people_one": "{people} says it was kept",
    "promise_broken_people": "{people} say it was broken",
    "promise_broken_people_one": "{people} says it was broken",
    "promise_untold": "nobody compares it with what came",
    "promise_table": "Promised and delivered",
    "promise_note": (
        "People seldom say which promise they mean: all of one touchpoint have the same people. "
        "Who says both counts on both sides."
    ),
    "opportunity": "Opportunity",
    "impact": "Impact",
    "action_effort": "Effort",
    "of_five": "{n} of 5",
    "due": "Due",
    "status": "Status",
    "status_idea": "idea",
    "status_planned": "planned",
    "status_doing": "in progress",
    "status_done": "done",
    "status_dropped": "dropped",
    "actions_note": (
        "Open ones first: highest impact, then least effort, then nearest due date. "
        "Impact and effort from 1 to 5, judged by people."
    ),
    "no_opportunity": "no action written down",
    "no_blueprint": "not described in the study",
    "csat": "CSAT",
    "csat_note": "CSAT: people whose rating is at the top of the scale (4 or 5 of 5), with its 95% interval.",
    "effort": "Effort",
    "effort_ends": "{hardest} = very hard, {easiest} = very easy",
    "no_data": "no data",
    "none_told": "nothing was told here",
    "other_touchpoints": "others: {n}",
    "more_findings": "{n} more",
    "thin_findings": "on thin evidence: {n}",
    "unmentioned": "not mentioned",
    "not_written": "not written in the study",
    "no_owner": "no owner",
    "no_pain": "no pain found",
    "no_delight": "no delight found",
    "no_promise": "no promise compared",
    "indirect": "indirect",
    "indirect_means": "run by a third party",
    "direct": "direct",
    "promised": "Promised",
    "gap_people": "{people} set what came against what was promised",
    "gap_people_one": "{people} sets what came against what was promised",
    "rating": "Rating",
    "rating_of": "{value} of {top}",
    "metric_hidden": "{metric}: fewer than {n} people",
    "nps": "NPS",
    "more": "{n} more",
    "suppressed": "Fewer than {n} people: quotes are withheld so that nobody can be recognised.",
    "hidden_few": "{people}: quotes withheld (minimum {n})",
    "suppressed_short": "fewer than {n} people: quotes withheld",
    # the curve and its twin
    "very_good": "very positive",
    "very_bad": "very negative",
    "neutral": "neutral",
    "peak": "high point",
    "trough": "low point",
    "channel": "Channel",
    "channels_alt": "Channels by stage. {channels}",
    "channels_note": "Size: number of people; hollow: fewer than {n}. The line goes through the channel of most people at each stage.",
    "curve_alt": "Emotion curve of {name}, from −2 to +2. {points}",
    "curve_point": "{stage}: {value} ({people})",
    "curve_gap": "{stage}: no data",
    "curve_peak": "High point: {stage}.",
    "curve_trough": "Low point: {stage}.",
    "curve_note": (
        "Mean over people from −2 to +2; band: 95% interval; size of point: number of "
        "people; hollow point: fewer than {n} people."
    ),
    "as_table": "See as a table",
    "stage": "Stage",
    "touchpoint": "Touchpoint",
    "mean": "Mean",
    "interval_label": "95% interval",
    "expected_of": "Expected of {n}",
    "expected": "Expected of all",
    "expected_note": "Expected of all: the mean of those who mention a touchpoint, moved as far as their mood in all else they say lies from everyone’s.",
    "grade": "Evidence",
    "touchpoints_title": "Where it hurts and where it delights",
    "touchpoints_note": (
        "Mean feeling per touchpoint with its 95% interval, worst first. Size: number of "
        "people. ▼ clearly negative, ▲ clearly positive, ● no clear side; hollow: fewer "
        "than {n} people."
    ),
    "touchpoints_alt": "Feeling per touchpoint, from −2 to +2, worst first. {points}",
    "touchpoints_none": "Nobody in this segment speaks of a touchpoint.",
    "touchpoints_shown": "The chart shows the {n} with most people; the table has all.",
    # moments of truth, promises, what moves the rating, how much was heard
    "glance_high": "High point: {stage} ({value}, {people}).",
    "glance_low": "Low point: {stage} ({value}, {people}).",
    "glance_moments": "Moments of truth: {names}.",
    "moment": "Moment of truth",
    "moment_means": "strong feeling that goes with people's own rating, or marked by people",
    "moment_by_data": "found in the data",
    "moment_by_people": "marked by people",
    "moment_by_both": "found in the data and marked by people",
    "moment_effect": "effect on the rating {points}",
    "no_moment": "no moment of truth found",
    "nobody_says": "nobody says so",
    "to_be_then": "How it should be",
    "no_promises": "Nobody wrote down a promise to compare (promises.csv).",
    "no_actions": "Nobody wrote down an action yet (actions.csv).",
    "priorities_title": "What moves the rating",
    "priorities_x": "how people feel there",
    "priorities_y": "importance for their own rating",
    "priorities_note": "Upwards: what goes with people's own answer ({outcome}, {points}), in points for one step of feeling. To the right: how they feel. Lines through a point: 95% intervals. An association, not a cause.",
    "priorities_alt": "Importance for the rating against feeling, from −2 to +2. {points}",
    "priority_said": "{name}: {quadrant}, feeling {value}, importance {points} ({people})",
    "priorities_none": "Too few people rate and speak of the same touchpoint (minimum: {n}) to tell what moves the rating.",
    "quadrant": "Priority",
    "quadrant_concentrate": "Concentrate here",
    "quadrant_keep": "Keep it up",
    "quadrant_later": "Lower priority",
    "quadrant_enough": "Perhaps more than needed",
    "importance": "Importance",
    "penalty": "When they complain",
    "reward": "When they praise",
    "driver_role": "Role",
    "driver_basic": "basic: only its failure costs",
    "driver_excitement": "excitement: only its success pays",
    "driver_performance": "performance: both",
    "drivers_note": "Points of rating that go with a complaint or with praise, against people who say neither strongly (penalty–reward contrast). Role only where an interval leaves zero out.",
    "coverage_title": "Who was heard where",
    "coverage_note": "People by source and stage; darker, more people; ○ fewer than {n}.",
    "saturation_title": "Would more interviews tell something new?",
    "saturation_said": "In {units}, {codes} different things were heard (a kind of opinion about a touchpoint).",
    "saturation_all": "There are probably {codes}{interval} to hear.",
    "saturation_not": "Each further one still brings something new.",
    "saturation_reached": "After {n}, little new comes.",
    "saturation_ceiling": "probably {n} in all",
    "saturation_alt": "Things heard, one after the other. {told}",
    "interviews_one": "{n} interview",
    "interviews_other": "{n} interviews",
    "persons_one": "{n} person",
    "persons_other": "{n} people",
    "codes_one": "{n} thing heard",
    "codes_other": "{n} things heard",
    "interviews_heard": "Interviews",
    "persons_heard": "People heard",
    "codes_new": "New",
    "codes_seen": "Heard so far",
    "codes_expected": "In any order",
    "paths_title": "The ways they go",
    "paths_note": (
        "From which stage to which people go, in the order they tell it: interviews, chats, tickets "
        "and long texts only. Above, ahead; below, back; wider, more people. Told first is not always "
        "lived first, and one stage misread makes two moves."
    ),
    "paths_summary": (
        "{people} tell of more than one stage, in {documents}. Going back to an earlier stage: {returning}. "
        "Leaving stages out: {skipping}."
    ),
    "paths_none": "Fewer than {n} people tell the same move from one stage to another.",
    "paths_rest": "{n} more, of fewer people, in paths.csv.",
    "paths_alt": "Moves between stages. {moves}",
    "path_from_to": "Move",
    "path_kind": "Direction",
    "path_mentions": "Times",
    "path_words": "On arriving",
    "move_next": "next",
    "move_jump": "jump",
    "move_loop": "back",
    "share_interval": "{low} to {high}",
    "valence_axis": "mean feeling",
    "sparkline_alt": "Emotion curve in miniature. {points}",
    # a finding and its evidence
    "pain": "Pain",
    "delight": "Delight",
    "wish": "Wish",
    "fact": "Fact",
    "evidence": "Evidence",
    "evidence_of": "What it rests on",
    "contradicts": "Who says the opposite",
    "frontline": "What front-line staff say",
    "frontline_note": "It corroborates, and is not counted among the people.",
    "no_counter": "No contradicting quote was found.",
    "weak_counter": "None of them says so clearly enough to be quoted.",
    "reference": "To trace it",
    "shown_of": "{shown} of {all} utterances shown",
    "severity": "Severity",
    "strength": "Strength",
    "gap_of_finding": "{people} speak of a promise missed or exceeded",
    "gap_of_finding_one": "{people} speaks of a promise missed or exceeded",
    "context": "Context",
    "context_before": "before",
    "context_after": "after",
    "participant": "Participant",
    "file": "File",
    "locator": "Where",
    "at_row": "row {n}",
    "at_line": "line {n}",
    "at_paragraph": "paragraph {n}",
    "in_language": "in {language}",
    # cxlab trace
    "trace_utterance": "Utterance",
    "trace_document": "Document",
    "trace_words": "Said in these words: “{words}”",
    "trace_for": "Evidence of",
    "trace_against": "Against",
    "trace_nowhere": "It stands in no cell of a map.",
    "trace_action": "Opportunity",
    "trace_kept": "Kept",
    "trace_broken": "Broken",
    "trace_penalty": "Whoever complains of it, against whoever does neither",
    "trace_reward": "Whoever praises it, against whoever does neither",
    "trace_importance": "From complaint to neither to praise, each step",
    "trace_machine": "machine",
    "trace_shown": "{shown} of {all} shown",
    "trace_all": "--all shows all of them",
    "trace_team": "For the team: words that no page shows may stand here. Not for sharing.",
    "role_customer": "customer",
    "role_interviewer": "interviewer",
    "role_agent": "agent",
    "role_company": "company",
    "role_frontline": "front line",
    # evidence grades
    "grade_observed": "observed",
    "grade_reported": "reported",
    "grade_thin": "thin",
    "grade_assumed": "assumed",
    "grade_gap": "gap",
    "grade_observed_means": "enough people, two kinds of source",
    "grade_reported_means": "enough people, one kind of source",
    "grade_thin_means": "fewer than {n} people",
    "grade_assumed_means": "written by someone on the team, without data",
    "grade_gap_means": "no data",
    # how it was made
    "method": "How this map was made",
    "method_intro": (
        "A program read {documents} from {people} and tied each utterance to a feeling, "
        "a stage and a touchpoint. Means are over people, not sentences; the 95% "
        "interval comes from resampling people. The words of interviewers and of the "
        "company are context and never count as evidence."
    ),
    "limits": "Limits",
    "limit_machine": (
        "Labels are the machine's and err as often as shown below; read the quotes before deciding."
    ),
    "limit_voice": (
        "The map shows what people said in these sources, not how many customers think the same."
    ),
    "limit_people": "A cell with fewer than {n} people shows no quotes.",
    "limit_gap": "A gap means that nobody spoke of it, not that all is well.",
    "limit_synthetic": "The data are invented: nothing here describes real customers.",
    "accuracy": "Measured accuracy of the machine",
    "accuracy_note": (
        "Share of test sentences, from other customers, on which the machine and people "
        "agree; mean F1 over classes in brackets."
    ),
    "groups": "By kind of source and variety of the language",
    "groups_name": "Test sentences from",
    "groups_sentences": "Sentences",
    "groups_kind": "Kind of source",
    "groups_variety": "Variety of the language",
    "groups_unseen": "Sources the machine had never seen",
    "groups_worst": "the one it read worst",
    "groups_best": "the one it read best",
    "groups_note": (
        "Share of sentences on which the machine and people agree. No test sentence comes from Portugal "
        "or from Spanish America, and none from interviews: accuracy there was not measured."
    ),
    "variety_pt-BR": "Brazilian Portuguese",
    "variety_es-ES": "Spanish of Spain",
    "variety_en-GB": "British English",
    "variety_en-US": "American English",
    "variety_untold": "{language}, variety not told",
    "label_error": (
        "Intervals also allow for the machine's errors, measured on sentences it did not know. “7 of 12 people” is "
        "what it counted; each finding, once opened, says how many a careful reader would probably count."
    ),
    "sentences_one": "{n} sentence",
    "sentences_other": "{n} sentences",
    "taught_used": (
        "The study's own ratings ({documents}) taught the machine how sentences feel: telling satisfied from "
        "dissatisfied documents it had not seen went from {before} to {after} (area under the ROC curve). "
        "A document's rating never enters the reading of that document."
    ),
    "taught_not": (
        "The study's own ratings ({documents}) did not change how sentences feel: they are few, or do not "
        "improve it on documents not seen."
    ),
    "decided": "{people}, by hand: {decisions} about {utterances}, which stand instead of the machine's.",
    "by_hand": "✎ decided by people: {fields}",
    "decisions_one": "{n} decision",
    "decisions_other": "{n} decisions",
    "lesson_used": (
        "With them the machine reads {head} better ({decisions}): on documents it had not "
        "learnt from, accuracy went from {before} to {after}."
    ),
    "lesson_not": (
        "They did not change how {heads} is read: they are few, or do not improve the reading "
        "of documents the machine has not learnt from."
    ),
    "agreement": "Accuracy measured on this study",
    "agreement_drawn": (
        "{people}: {sentences} of this study, drawn at random and coded by hand without seeing the machine's labels. "
        "Shares speak for all sentences of the study; 95% interval in brackets."
    ),
    "agreement_picked": (
        "{people}: {sentences} of this study, picked and coded by hand. They were not drawn at random: the shares do "
        "not speak for the whole study."
    ),
    "agreement_note": (
        "Krippendorff's α: 1 is perfect agreement, 0 that of chance; from 0.80 on coding is reliable, from "
        "0.67 on it serves for tentative conclusions."
    ),
    "alpha_people": "α between people",
    "alpha_machine": "α people and machine",
    "share_of": "{share} ({low} to {high}; n = {n})",
    "share_few": "too few (n = {n})",
    "unplaced": "Without a segment, and so on no map: {documents}.",
    "accuracy_unknown": "not measured",
    "head": "Asked of the machine",
    "head_sentiment": "Feeling",
    "head_valence": "Feeling",
    "head_emotion": "Emotion",
    "head_kind": "Pain, delight, wish or fact",
    "head_gap": "Promise compared",
    "head_stage": "Stage",
    "head_touchpoints": "Touchpoint",
    "head_touchpoint": "Touchpoint",
    "all_languages": "All",
    "parameters": "Parameters and versions",
    "method_seed": "Seed",
    "method_encoder": "Sentence encoder",
    "method_likeness": "Encoder of likeness",
    "method_read_by": "Sentences read by",
    "method_encoders": "Sentence encoders",
    "method_min_people": "Minimum of people",
    "method_versions": "Versions",
    "method_resamples": "Resamples",
    "method_bootstrap": "Resamples",
    "method_models": "Models",
    "method_interval": "Interval",
    "method_shareable": "Shareable",
    "method_level": "Confidence level",
    "method_mean": "Mean",
    "method_severity": "Severity",
    "method_cxlab": "cxlab",
    "method_tables": "Mark of the tables",
    "method_inputs": "Input files",
    "method_codebook": "Codebook",
    "method_stages": "Stage model",
    # the index page
    "index_title": "Journeys by segment",
    "open_map": "Open the map",
    "top_pains": "Strongest pains",
    "top_delights": "Strongest delights",
    "nothing_found": "nothing with enough people",
    "status_ok": "Done",
    "status_failed": "Not done",
    "failed_note": "This segment was not delivered. The others were.",
    "no_segments": "No segment in this study.",
    "differences": "Differences between segments",
    "differences_note": (
        "Each segment or period is set against all the others together. Only what survives a "
        "permutation test over people, corrected by Benjamini–Hochberg, is marked as a "
        "difference; all else is lack of evidence, not proof that they are alike."
    ),
    "no_differences": "No evidence of difference at any touchpoint compared.",
    "verdict_higher": "▲ better",
    "verdict_lower": "▼ worse",
    "verdict_too_few": "too few people to compare",
    "verdict_none": "no evidence of difference",
    # segments side by side
    "side_title": "Segments side by side",
    "side_waves_title": "Periods side by side",
    "side_open": "See all segments side by side",
    "waves_one": "{n} period",
    "waves_other": "{n} periods",
    "side_where": "Where they differ",
    "side_lede": "A difference holds at {k} of {n}.",
    "compared_one": "{n} touchpoint compared",
    "compared_other": "{n} touchpoints compared",
    "side_rest_one": "The other: no evidence of difference, or too few people",
    "side_rest_other": "The other {n}: no evidence of difference, or too few people",
    "side_alone": "There is one segment only: nothing to compare it with.",
    "side_more_one": "{n} more touchpoint differs: it is in the table by touchpoint.",
    "side_more_other": "{n} more touchpoints differ: they are in the table by touchpoint.",
    "side_brackets": "In brackets: the difference from the others and q, the corrected p.",
    "side_difference": "({n}, q {q})",
    "side_curves": "The emotion curves",
    "side_curves_note": (
        "The same stages on the same scale, −2 to +2, with 95% intervals. Larger circles: more "
        "people; hollow: fewer than {n}. Faint lines: the others. Ringed: differs from the others "
        "at this stage. ▲ high point, ▼ low point, ◆ moment of truth."
    ),
    "side_moments": "moments of truth",
    "side_matrix": "Stage by stage",
    "side_matrix_note": (
        "A stage's mean depends on what is spoken of in it: two segments may differ at a stage "
        "because they meet other touchpoints there. Stages and touchpoints are corrected "
        "together."
    ),
    "side_touchpoints": "Touchpoint by touchpoint",
    "side_undated": "{documents} without a date belong to no period.",
    "wave_named": "{name}: {span}",
    "less_than": "< {n}",
    "p_value": "p",
    "q_value": "q",
    "what_was_read": "What was read",
    "true": "yes",
    "false": "no",
    "total": "Total",
    "quarantine": "What could not be read",
    "quarantine_none": "Everything could be read.",
    "quarantine_rows_one": "{n} row in quarantine",
    "quarantine_rows_other": "{n} rows in quarantine",
    "reason": "Reason",
    "files": "Files",
    "rows": "Rows",
    "duplicates": "Duplicates",
    "quarantined": "Quarantined",
    "lines": "Lines of the file",
    "downloads": "To download",
    "no_figure_text": "Chart without a description",
    "cell_failed": "This part could not be computed.",
    "from_notebook": "Notebook note",
    # words of the tables
    "language_pt": "Portuguese",
    "language_es": "Spanish",
    "language_en": "English",
    "language_und": "unknown language",
    "source_interview": "interview",
    "source_review": "review",
    "source_chat": "chat",
    "source_ticket": "ticket",
    "source_survey": "survey",
    "source_social": "social media",
    "source_frontline": "front line",
    "channel_web": "website",
    "channel_app": "app",
    "channel_store": "store",
    "channel_phone": "phone",
    "channel_chat": "chat",
    "channel_email": "e-mail",
    "channel_social": "social media",
    "channel_carrier": "carrier",
    "channel_product": "product",
    "channel_mail": "post",
    "channel_in_person": "in person",
    "emotion_frustration": "frustration",
    "emotion_disappointment": "disappointment",
    "emotion_worry": "worry",
    "emotion_satisfaction": "satisfaction",
    "emotion_gratitude": "gratitude",
    "emotion_surprise": "surprise",
    "emotion_none": "none",
    "owner_marketing": "marketing",
    "owner_sales": "sales",
    "owner_commercial": "commercial",
    "owner_product": "product",
    "owner_ecommerce": "e-commerce",
    "owner_digital": "digital",
    "owner_logistics": "logistics",
    "owner_operations": "operations",
    "owner_support": "support",
    "owner_customer_service": "customer service",
    "owner_it": "IT",
    "owner_finance": "finance",
    "owner_pricing": "pricing",
    "owner_store": "stores",
    "owner_stores": "stores",
    "owner_retail": "stores",
    "owner_third_party": "third party",
    "owner_crm": "CRM",
    "owner_quality": "quality",
    "owner_facilities": "facilities",
    "owner_hr": "human resources",
    "owner_purchasing": "purchasing",
    "owner_loyalty": "loyalty",
    # topics
    "topic": "Topic",
    "topics_title": "What people talk about",
    "topics_note": (
        "Topics found in what people say, all languages together; {n} sentences say too "
        "little to have one."
    ),
    "topics_stability": (
        "In new samples the topics come back with {value} (1 is always, 0 is chance)."
    ),
    "topics_measures": (
        "G²: how unlikely it is that the difference in use is chance (above 6.6, less than "
        "1%). Effect: how many times use doubles against the other topics. NPMI: 1 when the "
        "words never part, 0 when it is chance."
    ),
    "topics_none": "No topic was found.",
    "topic_unnamed": "topic without words of its own",
    "topic_known": "In the codebook",
    "topic_new": "new",
    "topic_decided": "decided by people",
    "topic_central": "Central sentences",
    "topic_boundary": "On the boundary",
    "topic_or": "or:",
    "topic_phrases": "Phrases that tell the topic apart",
    "topic_phrase": "Phrase",
    "topic_elsewhere": "In other topics",
    "topic_effect": "Effect",
    "topic_pairs": "Words that go together",
    "topic_uses": "Uses",
    "topic_lines": "The phrases in context",
}

# What each sheet of an exported workbook holds, by its name.
SHEETS: dict[str, str] = {
    "about": (
        "Tidy tables: one kind of row a sheet; ids join them. People are counted first: a "
        "value's interval (low, high) is at 95 % over people. Feelings go from -2 to +2. A "
        "quote mark (') before a text keeps it from running as a formula."
    ),
    "segments": "a row per segment: people, period, mean feeling, rating, NPS",
    "sources": "what each segment's material comes from",
    "stages": "a row per segment and stage",
    "touchpoints": "a row per segment and touchpoint of the codebook; grade 'gap' where nobody speaks of it",
    "findings": "pains and delights; likely_low and likely_high are the people a careful reader would count",
    "evidence": "the sentences for and against each finding",
    "quotes": "what customers said, with file and place",
    "paths": "moves from one stage to another",
    "tallies": "people per channel and emotion of a stage",
    "accuracy": "how often the machine is right, by language",
    "drivers": "how touchpoints go together with rating or NPS",
    "moments": "moments of truth",
    "coverage": "people and mentions per stage and source",
    "saturation": "how much each further interview adds",
    "saturation_steps": "how many codes are heard after so many interviews",
    "rollups": "the stages added up",
    "promises": "what was promised and what came",
    "opportunities": "opportunities and actions",
    "blueprint": "what lies behind each stage",
}

# ---- sheets that people code by hand ----

SHEET_COLUMNS: dict[str, str] = {
    "utt_id": "utt_id",
    "lang": "Language",
    "before": "Before",
    "text": "Sentence",
    "after": "After",
    "kind": "Kind",
    "valence": "Feeling",
    "gap": "Promise",
    "stage": "Stage",
    "touchpoint": "Touchpoint",
    "touchpoint_2": "Another touchpoint",
    "notes": "Notes",
    "coder": "Coder",
}
# What a coder reads first: a heading and its text, column by column.
CODING_GUIDE: tuple[tuple[str, str], ...] = (
    (
        "How to code",
        "Read the sentence in the column Sentence and fill the empty columns. Judge only "
        "what the sentence says; what comes before and after helps to understand it and "
        "is not judged. Write your name under Coder. Leave blank what you cannot tell. "
        "Code on your own: whoever compares before the end measures no agreement.",
    ),
    (
        "Kind",
        "pain: something went wrong or was missing. delight: something pleased. wish: a "
        "request or suggestion without complaint. fact: none of these.",
    ),
    (
        "Feeling",
        "−2 very negative, −1 negative, 0 neutral, 1 positive, 2 very positive; also when "
        "only implied. Of irony, what is meant counts.",
    ),
    (
        "Promise",
        "yes, if what was expected, promised or advertised is set against what came, for "
        'better or worse ("it came before the date"). no otherwise; "as described" is no.',
    ),
    (
        "Stage",
        "The moment of the journey the sentence speaks of; none where it cannot be told.",
    ),
    (
        "Touchpoint",
        "The contact the sentence speaks of. If there are two, use the column beside it "
        "as well; none if it speaks of none.",
    ),
)
# What the built-in stages take in.
STAGE_GUIDE: dict[str, str] = {
    "discover": "learning that it exists: advertising, word of mouth",
    "compare": "options, prices, whether it is worth it",
    "purchase": "order, checkout, payment, stock",
    "receive": "delivery, packaging, arrival, first steps; broken on arrival",
    "use": "the product or service itself, in use",
    "support": "help, exchange, return, refund, complaint",
    "stay": "buying again, recommending, cancelling, leaving",
}

# ---- speakers and company turns (ingest) ----

# Words that stand for a role in a label or a role column; numbers are dropped before.
ROLE_LABELS: dict[str, tuple[str, ...]] = {
    "interviewer": (
        "interviewer", "int", "moderator", "mod", "facilitator", "researcher", "question", "host",
    ),
    "customer": (
        "interviewee", "participant", "respondent", "customer", "client", "consumer", "user",
        "end user", "end-user", "buyer", "shopper", "guest", "passenger", "patient", "reviewer",
        "requester", "visitor", "answer", "contact", "lead", "subject", "inbound", "incoming",
    ),
    "agent": (
        "agent", "operator", "advisor", "adviser", "representative", "rep", "support", "assistant",
        "bot", "chatbot", "virtual assistant", "admin", "teammate", "outbound", "outgoing", "seller",
        "support agent", "customer service", "assignee",
    ),
    "company": ("company", "brand", "business", "store", "developer", "owner", "merchant", "vendor"),
    "frontline": (
        "employee", "staff", "frontline", "front line", "clerk", "cashier", "receptionist", "driver",
        "courier", "store manager",
    ),
}  # fmt: skip
# Names under which many people write; they are nobody in particular.
ANONYMOUS: tuple[str, ...] = (
    "anonymous", "anon", "user", "a google user", "google user", "customer", "amazon customer",
    "kindle customer", "guest", "unknown", "not given", "n/a", "na", "none", "null", "nan", "-", "--", "deleted user",
    "[deleted]",
)  # fmt: skip
# Letters used as labels, who asks before who answers: Q: … A: …
INITIALS: tuple[tuple[str, str], ...] = (("q", "a"), ("i", "p"), ("i", "r"), ("m", "p"), ("m", "r"))
# Words before a colon that are nobody: "Date: 12 March", "Note: no sound".
NOT_SPEAKERS: tuple[str, ...] = (
    "note", "notes", "date", "place", "location", "time", "duration", "topic", "subject line",
    "project", "title", "summary", "file", "example", "for example", "warning", "important",
    "conclusion", "objective", "context", "link", "http", "https", "total", "agenda", "attendees",
    "participants", "language", "age", "city", "profile", "pros", "cons", "p.s", "ps", "result",
    "detail", "kind", "style", "problem", "edit", "update", "tl;dr", "phone", "invited",
    "attachments",
)  # fmt: skip
# What companies write in their answers and customers hardly ever do (lower case).
COMPANY_PHRASES: tuple[str, ...] = (
    "we would like to apologise", "we would like to apologize", "we regret", "as discussed", "we are looking into", "we're looking into", "looking into your case",
    "thank you for contacting", "thanks for contacting", "thank you for reaching out",
    "thanks for reaching out", "thank you for your feedback", "thank you for getting in touch",
    "thanks for getting in touch", "thank you for your patience", "thank you for taking the time",
    "we apologize", "we apologise", "our apologies", "our sincere apologies",
    "we are sorry", "we're sorry", "we are so sorry", "we're so sorry", "sorry to hear",
    "please accept our", "apologies for the inconvenience", "sorry for the inconvenience",
    "our team", "our support team", "our customers", "please dm", "please send us", "please contact us",
    "please email us", "dm us", "send us a dm", "reach out to us", "we will get back to you",
    "we'll get back to you", "how can i help", "how can we help", "how may i help",
    "happy to help", "happy to assist", "is there anything else i can", "dear customer",
    "valued customer", "we have checked", "we have investigated", "your case has been",
    "your request has been",
)  # fmt: skip
COMPANY_SIGN_OFFS: tuple[str, ...] = (
    "customer service",
    "customer care",
    "the support team",
    "customer relations",
)
MONTHS: tuple[tuple[str, ...], ...] = (
    ("january", "jan"), ("february", "feb"), ("march", "mar"), ("april", "apr"), ("may",),
    ("june", "jun"), ("july", "jul"), ("august", "aug"), ("september", "sep", "sept"),
    ("october", "oct"), ("november", "nov"), ("december", "dec"),
)  # fmt: skip
# Headings above the words themselves in notes made by machines; what stands before is a summary.
TRANSCRIPT_HEADINGS: tuple[str, ...] = ("transcript", "full transcript")
# Lines that the recorder writes, nobody says.
RECORDER_LINES: tuple[str, ...] = (
    "started transcription", "stopped transcription", "started recording", "stopped recording",
    "transcription ended after", "this editable transcript was computer generated", "media omitted",
    "image omitted", "video omitted", "audio omitted", "sticker omitted", "document omitted",
    "file attached", "message was deleted", "deleted this message", "end-to-end encrypted",
    "missed voice call", "missed video call", "reacted to \"",
)  # fmt: skip
# What people call the columns of promises.csv and actions.csv, and how far an action has come.
FORM_NAMES: dict[str, tuple[str, ...]] = {
    "touchpoint": (),
    "stage": ("phase",),
    "segment": ("persona",),
    "promise": (),
    "said_in": ("where", "promised in"),
    "action_id": ("id",),
    "action": ("opportunity", "title"),
    "finding_id": ("finding",),
    "impact": (),
    "effort": (),
    "owner": ("responsible",),
    "due": ("due date", "deadline"),
    "status": ("state",),
    "to_be": ("future state", "how it should be"),
    "author": ("who",),
    "date": (),
}
STATUS_WORDS: dict[str, tuple[str, ...]] = {
    "idea": ("proposed", "suggestion"),
    "planned": ("to do", "todo", "next"),
    "doing": ("in progress", "started", "ongoing"),
    "done": ("finished", "completed", "complete"),
    "dropped": ("cancelled", "canceled", "rejected", "abandoned"),
}
# Names of columns in files nobody has mapped, best first (lower case, without accents).
COLUMN_NAMES: dict[str, tuple[str, ...]] = {
    "text": (
        "text", "review", "review text", "review_text", "review body", "review_body", "body", "content",
        "review content", "comment", "comments", "message", "message_body", "message body", "full text",
        "fulltext", "statement", "description", "verbatim", "feedback", "answer", "plain_body", "utterance", "snippet", "tweet", "complaint",
    ),
    "title": ("title", "review title", "review headline", "review_headline", "headline", "subject", "summary"),
    "rating": (
        "rating", "overall rating", "overall_rating", "star rating", "star_rating", "stars", "score",
        "review stars", "satisfaction score", "csat",
    ),
    "nps": ("nps", "nps score", "nps_score", "likelihood to recommend", "likelihood", "q1_nps"),
    "date": (
        "date", "review date", "sent_at", "sent at", "review_date", "created at", "created_at", "createdat", "timestamp",
        "submitted at", "submit date (utc)", "end date", "enddate", "recorded date", "recordeddate",
        "message_created_at", "at", "time", "datetime", "review created (utc)", "updated at",
    ),
    "participant": (
        "participant", "participant id", "participant_id", "respondent id", "respondent",
        "customer id", "customer_id", "customer", "user id", "user_id", "user", "username",
        "user name", "author", "reviewer", "reviewer_name", "name", "requester", "email",
    ),
    "segment": ("segment", "persona", "customer segment", "group", "customer type", "user type"),
    "channel": ("channel", "via", "source", "medium", "origin"),
    "id": (
        "id", "review id", "review_id", "reviewid", "response id", "responseid", "message id",
        "message_id", "tweet_id", "case number", "#",
    ),
    "thread": (
        "thread", "thread id", "thread_id", "conversation", "conversation id", "conversation_id",
        "chat id", "chat_id", "ticket id", "ticket_id", "ticket", "interview", "interview_id",
        "session", "session_id", "case id",
    ),
    "position": ("position", "position_in_chat", "turn", "turn_id", "order", "sequence", "index"),
    "speaker": (
        "speaker", "author.name", "sender.name", "from.name", "author name", "author_name", "sender",
        "from", "message_author_name", "who",
    ),
    "role": (
        "role", "author.role", "author.type", "author type", "author_type", "message_author_type",
        "sender.type", "sender type", "sender_type",
    ),
    "seconds": ("seconds", "timecode", "timestamp", "time", "start", "start time", "starttime", "offset"),
    "reply": (
        "developer reply text", "replycontent", "developerresponse", "reply", "company reply",
        "business reply", "owner response", "seller reply",
    ),
}  # fmt: skip
