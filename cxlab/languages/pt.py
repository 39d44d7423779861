"""Portuguese: the words the rooms need to know."""

CODE = "pt"

# ---- speech and cleaning (prepare, ingest) ----------------------------------------------------

# What people's machines and transcribers write inside brackets: [risos], (inaudível).
NOISE_WORDS: tuple[str, ...] = (
    "risos", "riso", "risadas", "risada", "ri", "rindo", "inaudível", "inaudivel", "inaud.",
    "incompreensível", "imperceptível", "impercetível", "ininteligível", "não audível",
    "pausa", "pausa longa", "silêncio", "música", "música de fundo", "ruído", "ruídos", "barulho",
    "aplausos", "tosse", "tossindo", 
    "sobreposição de vozes", "vozes sobrepostas", "falas simultâneas", "interrupção",
    "transcrição automática", "fim da gravação", "início da gravação",
)  # fmt: skip
# Labels that stand before a colon at the start of a turn; a number may follow (Participante 3).
SPEAKER_LABELS: tuple[str, ...] = (
    "entrevistador", "entrevistadora", "entrevistador(a)", "entrevistado", "entrevistada",
    "entrevistado(a)", "ent", "entr", "moderador", "moderadora", "moderador(a)", "mediador",
    "mediadora", "facilitador", "facilitadora", "participante", "pesquisador", "pesquisadora",
    "investigador", "investigadora", "cliente", "consumidor", "consumidora", "atendente", "agente",
    "falante", "orador", "oradora", "locutor", "locutora", "inquirido", "inquirida",
)  # fmt: skip
# Sounds and words that carry no opinion when they are all that was said.
FILLERS: tuple[str, ...] = (
    "né", "aham", "ahã", "uhum", "hum", "hmm", "hã", "ah", "eh", "é", "tá", "então", "tipo", "assim",
    "pois", "pois é", "pronto", "olha", "bom", "bem", "enfim", "ó", "oh", "ai", "ué", "sabe", "entende",
    "entendeu", "percebes", "está a ver", "tipo assim", "sim, sim",
)  # fmt: skip
# Words whose full stop does not end a sentence, without the stop.
ABBREVIATIONS: tuple[str, ...] = (
    "sr", "sra", "srs", "sras", "srta", "dr", "dra", "drs", "prof", "profa", "profª", "eng", "enga",
    "av", "r", "tel", "cel", "fone", "nº", "n", "no", "nr", "núm", "num", "pág", "pag", "págs", "p",
    "pp", "ex", "obs", "vol", "art", "cap", "apto", "ap", "bl", "cx", "ltda", "cia", "min", "máx",
    "mín", "aprox", "jan", "fev", "mar", "abr", "mai", "jun", "jul", "ago", "set", "out", "nov", "dez",
    "exmo", "exma", "ilmo", "ilma", "att", "d", "gov", "ref", "qtd", "qtde", "vs", "seg",
)  # fmt: skip
# Where a very long line without punctuation may be cut, before the word.
TURN_WORDS: tuple[str, ...] = (
    "mas", "porém", "porem", "só que", "so que", "no entanto", "entretanto", "contudo", "todavia",
    "além disso", "alem disso", "depois", "quando", "porque", "por isso", "então", "agora",
)  # fmt: skip

# ---- names and numbers to redact (prepare) ----------------------------------------------------

# Countries whose telephone numbers people write without a prefix, in order of trial.
PHONE_REGIONS: tuple[str, ...] = ("BR", "PT")
# Words that announce the speaker's own name.
NAME_CUES: tuple[str, ...] = (
    "meu nome é", "meu nome e", "o meu nome é", "me chamo", "chamo-me", "aqui é a", "aqui é o",
    "aqui quem fala é a", "aqui quem fala é o", "quem fala é a", "quem fala é o", "sou a dona",
    "fala com a", "fala com o", "falei com a", "falei com o", "falo com a", "falo com o",
    "atendida por", "atendido por", "atendida pela", "atendido pelo", "em nome de", "nome:",
    "no nome de", "atendente", "titular:", "cliente:", "vendedor", "vendedora",
)  # fmt: skip
# Words before a name in address: "Prezada Ana".
GREETINGS: tuple[str, ...] = (
    "prezado", "prezada", "prezado(a)", "prezados", "caro", "cara", "caro(a)", "querido", "querida",
    "olá", "ola", "oi", "oii", "oie", "bom dia", "boa tarde", "boa noite", "estimado", "estimada",
    "exmo", "exma", "ilmo", "ilma", "obrigado", "obrigada", "tudo bem",
)  # fmt: skip
TITLES: tuple[str, ...] = (
    "sr", "sra", "srta", "dr", "dra", "senhor", "senhora", "seu", "dona", "dom", "d", "prof", "profa",
)  # fmt: skip
# Words after which a name signs the text, on the same line or the next.
SIGN_OFFS: tuple[str, ...] = (
    "atenciosamente", "atentamente", "att", "abs", "abraço", "abraços", "abraco", "abracos", "cordialmente",
    "respeitosamente", "grato", "grata", "cumprimentos", "com os melhores cumprimentos",
    "melhores cumprimentos", "os meus cumprimentos", "saudações", "beijos", "bjs", "assinado", "ass",
)  # fmt: skip
# Words between the parts of a name.
NAME_LINKS: tuple[str, ...] = ("da", "de", "do", "das", "dos", "e")
# Capitalised words after a greeting or a cue that are nobody's name.
NOT_NAMES: tuple[str, ...] = (
    "a", "ao", "aos", "as", "o", "os", "um", "uma", "no", "na", "nos", "de", "do", "da", "em", "e", "eu",
    "ele", "ela", "eles", "vocês", "você", "vc", "vcs", "meu", "minha", "meus", "esse", "essa", "este",
    "esta", "isso", "isto", "equipe", "equipa", "time", "cliente", "clientes", "senhor", "senhora",
    "senhores", "senhoras", "sr", "sra", "srs", "consumidor", "consumidora", "consumidores", "usuário",
    "usuária", "amigo", "amiga", "amigos", "pessoal", "gente", "galera", "todos", "todas", "tudo",
    "bom", "boa", "bem", "dia", "tarde", "noite", "muito", "muita", "espero", "gostaria", "quero",
    "queria", "venho", "estou", "estamos", "fiz", "comprei", "preciso", "solicito", "recebi", "sou",
    "agradecemos", "agradeço", "lamentamos", "sentimos", "informamos", "sobre", "por", "para", "pela",
    "pelo", "pelos", "pelas", "com", "como", "se", "que", "quando", "onde", "porque", "não", "nao",
    "sim", "já", "só", "mas", "foi", "fui", "é", "está", "há", "tenho", "tem", "ainda", "mais", "hoje",
    "ontem", "segue", "conforme", "após", "desde", "ninguém", "alguém", "atendimento", "atendente",
    "suporte", "empresa", "loja", "central", "gerente", "gerência", "diretor", "diretoria", "sac",
    "ouvidoria", "banco", "site", "app", "aplicativo", "entregador", "motorista", "deus", "jesus",
    "reclame", "aqui", "pedido", "produto", "compra", "conta", "obrigado", "obrigada", "prezado",
    "prezada", "olá", "oi", "att", "atenciosamente", "lamento", "desculpe", "infelizmente", "entendemos",
    "pedimos", "peço", "verificamos", "identificamos", "entrei", "entramos", "fico", "ficamos", "podem",
    "pode", "poderia", "vi", "vou", "vamos", "sua", "seu", "seus", "suas", "nossa", "nosso", "outro",
    "outra", "terceiros", "brasil", "portugal", "segunda", "terça", "quarta", "quinta", "sexta",
    "sábado", "domingo", "janeiro", "fevereiro", "março", "abril", "maio", "junho", "julho", "agosto",
    "setembro", "outubro", "novembro", "dezembro", "natal",
)  # fmt: skip
# Words near a bare number that make it a document or a telephone number.
ID_WORDS: tuple[str, ...] = ("cpf", "cnpj", "nif", "nie", "dni", "contribuinte", "documento")
PHONE_WORDS: tuple[str, ...] = (
    "telefone", "telefones", "tel", "fone", "celular", "cel", "whatsapp", "whats", "zap", "telemóvel",
    "telemovel", "contato", "contacto", "ligue", "liguei", "ligar", "ligaram", "número", "fax",
)  # fmt: skip

# ---- feeling (analyse) ------------------------------------------------------------------------

# ---- labels of the map and the report (report) ------------------------------------------------
