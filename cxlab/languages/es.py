"""Spanish: the words the rooms need to know."""

CODE = "es"

# ---- speech and cleaning (prepare, ingest) ----------------------------------------------------

# What people's machines and transcribers write inside brackets: [risas], (inaudible).
NOISE_WORDS: tuple[str, ...] = (
    "risas", "risa", "ríe", "rie", "riendo", "se ríe", "se ríen", "inaudible", "ininteligible",
    "incomprensible", "no se entiende", "pausa", "pausa larga", "silencio", "música",
    "música de fondo", "ruido", "ruidos", "aplausos", "tos", "tose", "superposición de voces", "voces superpuestas", "hablan a la vez", "interrupción",
    "transcripción automática", "fin de la grabación", "inicio de la grabación",
)  # fmt: skip
# Labels that stand before a colon at the start of a turn; a number may follow (Participante 3).
SPEAKER_LABELS: tuple[str, ...] = (
    "entrevistador", "entrevistadora", "entrevistador(a)", "entrevistador/a", "entrevistado",
    "entrevistada", "entrevistado/a", "ent", "entr", "moderador", "moderadora", "moderador/a",
    "facilitador", "facilitadora", "participante", "investigador", "investigadora", "cliente",
    "usuario", "usuaria", "agente", "asesor", "asesora", "operador", "operadora", "hablante",
    "orador", "oradora", "locutor", "locutora", "encuestado", "encuestada",
)  # fmt: skip
# Sounds and words that carry no opinion when they are all that was said.
FILLERS: tuple[str, ...] = (
    "eh", "ehh", "em", "este", "esto", "ajá", "aja", "mhm", "mm", "mmm", "hmm", "ah", "oh", "ay", "pues",
    "bueno", "vale", "o sea", "sea", "digamos", "sabes", "entiendes", "verdad", "no", "claro", "a ver",
    "mira", "oye", "ya", "sí, sí", "en fin",
)  # fmt: skip
# Words whose full stop does not end a sentence, without the stop.
ABBREVIATIONS: tuple[str, ...] = (
    "sr", "sra", "srs", "sres", "sras", "srta", "dr", "dra", "dres", "prof", "profa", "ing", "lic", "arq",
    "d", "dña", "dª", "av", "avda", "avd", "c", "tel", "tfno", "telf", "núm", "num", "nº", "n", "no",
    "pág", "pag", "págs", "p", "pp", "ej", "vol", "art", "cap", "apdo", "dpto", "depto", "pza", "izq",
    "dcha", "cía", "cia", "ltda", "s.a", "s.l", "min", "máx", "mín", "aprox", "ene", "feb", "mar", "abr",
    "may", "jun", "jul", "ago", "sep", "sept", "oct", "nov", "dic", "ud", "uds", "vd", "vds", "ee.uu",
    "ref", "cta", "vs", "seg",
)  # fmt: skip
# Where a very long line without punctuation may be cut, before the word.
TURN_WORDS: tuple[str, ...] = (
    "pero", "sin embargo", "no obstante", "aunque", "además", "ademas", "después", "despues",
    "cuando", "porque", "por eso", "así que", "asi que", "entonces", "ahora", "lo que pasa es que",
)  # fmt: skip

# ---- names and numbers to redact (prepare) ----------------------------------------------------

# Countries whose telephone numbers people write without a prefix, in order of trial.
PHONE_REGIONS: tuple[str, ...] = ("ES", "MX", "AR", "CO", "CL", "PE")
# Words that announce the speaker's own name.
NAME_CUES: tuple[str, ...] = (
    "me llamo", "mi nombre es", "mi nombre:", "habla con", "le habla", "le saluda", "les saluda",
    "te saluda", "hablé con", "hable con", "me atendió", "me atendio", "nos atendió",
    "nos atendio", "atendida por", "atendido por", "a nombre de", "en nombre de", "nombre:",
    "titular:", "cliente:", "apellidos:", "apellido:",
)  # fmt: skip
# Words before a name in address: "Hola María".
GREETINGS: tuple[str, ...] = (
    "estimado", "estimada", "estimado/a", "estimados", "querido", "querida", "apreciado", "apreciada",
    "hola", "buenos días", "buenos dias", "buen día", "buen dia", "buenas tardes", "buenas noches",
    "buenas", "gracias", "muchas gracias",
)  # fmt: skip
TITLES: tuple[str, ...] = (
    "sr", "sra", "srta", "dr", "dra", "señor", "señora", "señorita", "don", "doña", "d", "dña", "prof",
    "profa", "ing", "lic",
)  # fmt: skip
# Words after which a name signs the text, on the same line or the next.
SIGN_OFFS: tuple[str, ...] = (
    "atentamente", "atte", "saludos", "un saludo", "saludos cordiales", "un cordial saludo",
    "cordialmente", "cordial saludo", "respetuosamente", "un abrazo", "abrazos", "besos", "firmado",
    "fdo",
)  # fmt: skip
# Words between the parts of a name.
NAME_LINKS: tuple[str, ...] = ("de", "del", "la", "las", "los", "y", "san")
# Capitalised words after a greeting or a cue that are nobody's name.
NOT_NAMES: tuple[str, ...] = (
    "a", "al", "el", "la", "los", "las", "lo", "un", "una", "en", "de", "del", "y", "yo", "tú", "usted",
    "ustedes", "ellos", "ella", "él", "mi", "mis", "tu", "su", "sus", "este", "esta", "esto", "ese",
    "esa", "equipo", "cliente", "clientes", "señor", "señora", "señores", "señoras", "sr", "sra",
    "sres", "consumidor", "usuario", "usuaria", "usuarios", "amigo", "amiga", "amigos", "amigas",
    "todos", "todas", "todo", "gente", "chicos", "chicas", "buen", "buenos", "buenas", "bien", "días",
    "tardes", "noches", "muy", "muchas", "muchos", "mucho", "gracias", "hola", "espero", "quiero",
    "quisiera", "quería", "necesito", "estoy", "estamos", "tengo", "tenemos", "compré", "compre", "hice",
    "he", "hemos", "hay", "ha", "fue", "fui", "es", "está", "por", "para", "con", "como", "cómo", "qué",
    "que", "cuando", "donde", "porque", "si", "sí", "no", "ya", "pero", "ayer", "hoy", "desde", "sobre",
    "según", "nadie", "alguien", "otro", "otra", "atención", "servicio", "soporte", "empresa", "tienda",
    "gerente", "gerencia", "director", "dirección", "departamento", "banco", "dios", "pedido",
    "producto", "compra", "cuenta", "lamento", "lamentamos", "sentimos", "disculpe", "disculpa",
    "recibí", "solicito", "escribo", "llevo", "me", "te", "se", "le", "les", "nos", "agradecemos",
    "españa", "méxico", "argentina", "chile", "colombia", "perú", "lunes", "martes", "miércoles",
    "jueves", "viernes", "sábado", "domingo", "enero", "febrero", "marzo", "abril", "mayo", "junio",
    "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre", "navidad",
)  # fmt: skip
# Words near a bare number that make it a document or a telephone number.
ID_WORDS: tuple[str, ...] = (
    "dni", "nie", "nif", "cif", "curp", "rfc", "rut", "run", "cuit", "cuil", "documento", "cédula",
)  # fmt: skip
PHONE_WORDS: tuple[str, ...] = (
    "teléfono", "telefono", "teléfonos", "tel", "tfno", "tlf", "telf", "móvil", "movil", "celular", "cel",
    "whatsapp", "fijo", "contacto", "llame", "llamé", "llamar", "llámame", "llámenme", "número", "fax",
)  # fmt: skip

# ---- feeling (analyse) ------------------------------------------------------------------------

# ---- labels of the map and the report (report) ------------------------------------------------
