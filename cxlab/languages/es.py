"""Spanish: the words the rooms need to know."""

CODE = "es"

# ---- speech and cleaning (prepare, ingest) ----------------------------------------------------

# What people's machines and transcribers write inside brackets: [risas], (inaudible).
NOISE_WORDS: tuple[str, ...] = (
    "risas", "risa", "ríe", "rie", "riendo", "se ríe", "se ríen", "inaudible", "ininteligible",
    "incomprensible", "no se entiende", "pausa", "pausa larga", "silencio", "música",
    "música de fondo", "ruido", "ruidos", "aplausos", "tos", "tose", "superposición de voces",
    "voces superpuestas", "hablan a la vez", "interrupción", "transcripción automática",
    "fin de la grabación", "inicio de la grabación",
)  # fmt: skip
# Labels that stand before a colon at the start of a turn; a number may follow (Participante 3).
SPEAKER_LABELS: tuple[str, ...] = (
    "entrevistador", "entrevistadora", "entrevistador(a)", "entrevistador/a", "entrevistado",
    "entrevistada", "entrevistado/a", "ent", "entr", "moderador", "moderadora", "moderador/a",
    "facilitador", "facilitadora", "participante", "investigador", "investigadora", "cliente",
    "usuario", "usuaria", "agente", "asesor", "asesora", "operador", "operadora", "hablante",
    "orador", "oradora", "locutor", "locutora", "encuestado", "encuestada",
)  # fmt: skip
# Sounds that carry no opinion when they are all that was said ("bom" and "claro" do carry one).
FILLERS: tuple[str, ...] = (
    "eh", "ehh", "em", "ajá", "aja", "mhm", "mm", "mmm", "hmm", "hm", "ah", "oh", "ay", "uh",
    "este", "o sea",
)  # fmt: skip
# Words whose full stop never ends a sentence, without the stop.
ABBREVIATIONS: tuple[str, ...] = (
    "sr", "sra", "srs", "sres", "sras", "srta", "dr", "dra", "dres", "prof", "profa", "ing", "lic",
    "arq", "d", "dña", "dª", "av", "avda", "avd", "ej", "ud", "uds", "vd", "vds", "vs", "pza",
)  # fmt: skip
# Words whose full stop ends a sentence unless a number follows: "n. 5", but "disse que no."
NUMBER_ABBREVIATIONS: tuple[str, ...] = (
    "c", "tel", "tfno", "telf", "núm", "num", "nº", "n", "no", "pág", "pag", "págs", "p", "pp",
    "vol", "art", "cap", "apdo", "ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sep",
    "sept", "oct", "nov", "dic", "ref", "cta",
)  # fmt: skip
# Words whose full stop ends a sentence unless a small letter follows.
OPEN_ABBREVIATIONS: tuple[str, ...] = (
    "dpto", "depto", "izq", "dcha", "cía", "cia", "ltda", "min", "máx", "mín", "aprox", "etc",
    "seg",
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
    "me llamo", "mi nombre es", "mi nombre:", "le habla", "le saluda", "les saluda", "te saluda",
    "a nombre de", "en nombre de", "nombre:", "nombre completo:", "titular:", "apellidos:",
    "apellido:",
)  # fmt: skip
# The surest of them, after which a name is taken in lower case too.
OWN_NAME_CUES: tuple[str, ...] = ("me llamo", "mi nombre es")
# Words before a name in address. After a firm one ("Estimada Ana") a capital is enough; after a
# loose one ("Hola Ana,") the name must also end the phrase.
GREETINGS_FIRM: tuple[str, ...] = (
    "estimado", "estimada", "estimado/a", "estimado sr.", "estimada sra.", "querido", "querida",
    "apreciado", "apreciada",
)  # fmt: skip
GREETINGS: tuple[str, ...] = (
    "hola", "buenos días", "buenos dias", "buen día", "buen dia", "buenas tardes", "buenas noches",
    "buenas",
)  # fmt: skip
# Titles and posts that stand right before a person's name: "la asesora Laura".
TITLES: tuple[str, ...] = (
    "sr", "sra", "srta", "dr", "dra", "señor", "señora", "señorita", "don", "doña", "dña", "prof",
    "profa", "ing", "lic", "asesor", "asesora", "vendedor", "vendedora", "empleado", "empleada",
    "operador", "operadora", "técnico", "técnica", "gerente", "recepcionista", "repartidor",
    "agente",
)  # fmt: skip
# Words after which a name signs the text, on the same line or the next.
SIGN_OFFS: tuple[str, ...] = (
    "atentamente", "atte", "saludos", "un saludo", "saludos cordiales", "un cordial saludo",
    "cordialmente", "cordial saludo", "respetuosamente", "un abrazo", "abrazos", "besos",
    "firmado", "fdo",
)  # fmt: skip
# Words between the parts of a name.
NAME_LINKS: tuple[str, ...] = ("de", "del", "la", "las", "los", "y", "san")
# Capitalised words after a greeting or a cue that are nobody's name.
NOT_NAMES: tuple[str, ...] = (
    "a", "al", "el", "la", "los", "las", "lo", "un", "una", "en", "de", "del", "y", "yo", "tú",
    "usted", "ustedes", "ellos", "ella", "él", "mi", "mis", "tu", "su", "sus", "este", "esta",
    "esto", "ese", "esa", "equipo", "cliente", "clientes", "señor", "señora", "señores", "señoras",
    "sr", "sra", "sres", "consumidor", "usuario", "usuaria", "usuarios", "amigo", "amiga",
    "amigos", "amigas", "todos", "todas", "todo", "gente", "chicos", "chicas", "buen", "buenos",
    "buenas", "bien", "días", "tardes", "noches", "muy", "muchas", "muchos", "mucho", "gracias",
    "hola", "espero", "quiero", "quisiera", "quería", "necesito", "estoy", "estamos", "tengo",
    "tenemos", "compré", "compre", "hice", "he", "hemos", "hay", "ha", "fue", "fui", "es", "está",
    "por", "para", "con", "como", "cómo", "qué", "que", "cuando", "donde", "porque", "si", "sí",
    "no", "ya", "pero", "ayer", "hoy", "desde", "sobre", "según", "nadie", "alguien", "otro",
    "otra", "atención", "servicio", "soporte", "empresa", "tienda", "gerente", "gerencia",
    "director", "dirección", "departamento", "banco", "dios", "pedido", "producto", "compra",
    "cuenta", "lamento", "lamentamos", "sentimos", "disculpe", "disculpa", "incorrecto",
    "correcto", "equivocado", "recibí", "solicito", "escribo", "llevo", "me", "te", "se", "le",
    "les", "nos", "agradecemos", "españa", "méxico", "argentina", "chile", "colombia", "perú",
    "lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo", "enero", "febrero",
    "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre",
    "diciembre", "navidad",
)  # fmt: skip
# Words near a bare number that make it a document or a telephone number.
ID_WORDS: tuple[str, ...] = (
    "dni", "nie", "nif", "cif", "curp", "rfc", "rut", "run", "cuit", "cuil", "documento", "cédula",
)  # fmt: skip
PHONE_WORDS: tuple[str, ...] = (
    "teléfono", "telefono", "teléfonos", "tel", "tfno", "tlf", "telf", "telef", "telfs", "tlfs",
    "móvil", "movil", "celular", "cel", "whatsapp", "fijo", "contacto", "llame", "llamé", "llamar",
    "llámame", "llámenme", "número", "fax",
)  # fmt: skip
# Words that make a speaker's name a company's: such a name is not masked in the text.
ORGANISATION_WORDS: tuple[str, ...] = (
    "soporte", "atención", "equipo", "central", "tienda", "empresa", "asistente", "virtual", "bot",
    "chatbot", "sistema", "servicio", "departamento",
)  # fmt: skip
# Names that are also words: alone, they are masked only with a capital inside a sentence.
AMBIGUOUS_NAMES: tuple[str, ...] = (
    "rosa", "victoria", "luz", "sol", "mar", "pilar", "dolores", "rey", "reyes", "blanco",
    "blanca", "rojo", "rubio", "moreno", "bueno", "cruz", "iglesias", "casas", "casa", "prado",
    "esperanza", "gloria", "aurora", "linda", "bella", "clara", "franco", "costa", "campos",
    "campo", "ramos", "ríos", "sierra", "flores", "flor", "fuentes", "rocha", "santos", "domingo",
    "abril", "mercedes", "consuelo", "remedios", "socorro", "amparo", "paz", "nieves", "alba",
    "estrella", "cielo", "concepción", "asunción", "soledad", "milagros", "ángeles", "inmaculada",
    "salvador", "ángel", "plaza", "calle", "torres", "castillo", "molina", "guerra", "león",
    "cordero", "lobo", "delgado", "cano", "calvo", "hermoso", "bravo", "leal", "vela", "marín",
    "cortés", "prieto", "pascual", "sancho", "mayor", "tienda", "vega",
)  # fmt: skip
# Words before a place or a shop, and hardly ever before a person.
PLACE_WORDS: tuple[str, ...] = ("en",)
# How "@" and "." are said aloud in an e-mail address.
AT_WORDS: tuple[str, ...] = ("arroba",)
DOT_WORDS: tuple[str, ...] = ("punto",)
# Words before a number that is the company's, not the person's.
ORDER_WORDS: tuple[str, ...] = (
    "pedido", "protocolo", "factura", "seguimiento", "código", "ticket", "caso", "orden",
    "reserva", "referencia", "expediente", "incidencia", "lote", "serie",
)  # fmt: skip

# ---- feeling (analyse) ------------------------------------------------------------------------

# Words that carry feeling: lower case without accents; a final * is any ending, _ is a space.
PRAISE: str = """
    buen bueno buena buenos buenas bien bonit* guapo chul* majo maja majos lind* gusto gusta gustan gustaron
    gustado gustarme agrad* agradab* simpatic* educad* gentil* amab* amabilid* atent* servicial* cordial*
    acoged* hospitalari* cercan* competent* profesional* eficient* eficaz* eficacia rapid* rapidez agil agiles
    veloz puntual* puntualidad facil* facilidad practic* sencill* intuitiv* clar* complet* organizad* ordenad*
    limpi* limpieza confortab* comod* comodidad espacios* ampli* silencios* tranquil* calm* segur* fiable*
    confiab* confianz* honest* honrad* transparent* just* barat* economic* asequib* gratis gratuit* ventaj*
    modern* nuevecit* intact* resistent* durader* robust* util utiles utilidad funcional* funciona
    funciono solucion* resolv* resuelt* resolvi* logre logro ayud* recomiend* recomend* aconsej*_a_todos
    satisf* content* feliz felices alegr* disfrut* adecuad* correct* acert* acierto acorde en_plazo
    antes_de_lo_previsto a_tiempo vale_la_pena merece_la_pena merecio_la_pena valio_la_pena graci* agradec*
    felicit* felicidades enhorabuena exito calidad esmer* cuidad* abundant* variad* variedad delicios* ric*
    sabros* fresc* elegant* encanto bien_situad* bien_ubicad* bien_comunicad* bien_embalad* bien_hech* fiel
    fieles positiv* divertid* interesant* inteligent* creativ* emocionant* entretenid* mejor* superior* supero
    superaron sorprend* nada_mal no_esta_mal no_es_malo ninguna_queja sin_problema* sin_queja* sin_demora*
    sin_fila* sin_tramites cinco_estrellas 5_estrellas un_diez un_10 de_lujo cumpl* impecab* cuidados* carin*
    bell* hermos* precios* precioso chido chida chevere chever* bacan bakan copad* padre padrisim* piola guay
    mola molo descuento regalo sonri* elogi* atencion_excelente suav* blandit* liger* ideal* encantad*
    super_bien muy_bien pasada gozada recomendabl* impresion* sobresalient* notable pint* acogid* facilit*
    placenter* placer acogedora trato_excelente buenisim* estupend* vistos* jugos* fluid* potent* versatil*
"""
STRONG_PRAISE: str = """
    excelen* optim* perfect* maravill* fantastic* increib* sensacional* espectacular* extraordinar* excepcional*
    fabulos* divin* magnific* genial* encant* encanto amo ame adoro adore fascin* enamor* deslumbr*
    insuperab* inmejorab* fenomenal* esplendid* brillant* primoros* sublime* buenisim* riquisim* bellisim*
    rapidisim* comodisim* amabilisim* limpisim* lo_mejor la_mejor el_mejor los_mejores las_mejores mejor_que
    sin_palabras de_diez de_10 matricula_de_honor obra_maestra joya imprescindib* exquisit* tremendo_servicio
    cojonud* de_puta_madre la_hostia la_leche alucinant* alucin* muy_recomendable totalmente_recomendable 100%
    altamente_recomendable impresionant* barbar* maximo inolvidab* majisim* guapisim* de_maravilla superior
"""
BLAME: str = """
    mal malo mala malos malas peor* flojo floja floj* debil feo fea feos feas lent* lentitud demor* retras* tard*
    tarda tardan tardaron caro cara caros caras carisim* abusiv* abuso dificil* dificultad* complicad* confus*
    pesad* aburrid* aburr* cansad* cansin* irrit* incomod* molest* desagrad* estrech* pequen* ruid* ruidos*
    suci* suciedad olor olia* mal_olor viej* desgastad* antigu* anticuad* rot* rompi* romp* rasg* aplast* danad*
    estrope* defect* defectuos* fall* falt* falta* error* equivoc* se_cae se_cuelga cuelga* colg* se_cierra
    bloque* no_funciona dejo_de problema* queja* quej* reclam* insatisf* decepcion* desilus* defraud* frustr*
    trist* arrepent* arrepient* enfad* enoj* grosero grosera groser* borde bordes maleducad* antipatic* arrogant*
    prepotent* desatent* desinteres* desprecio incompet* ineficient* desorganiz* desorden* caos caotic* descuid*
    negligen* ignor* mentir* mintier* mienten enga* falso falsa fals* dudos* sospech* peligr* riesgo insegur*
    miedo preocup* perjui* perd* perdi* sin_respuesta sin_solucion sin_exito nunca_llego no_llego no_llega
    todavia_no aun_no nadie esper* espera cola colas fila filas abarrotad* llen* masificad* cobr*_de_mas
    cobro_indebid* indebid* recargo multa* cancel* anul* rechaz* neg* niegan impid* imposib* inviab* inutil*
    innecesari* insuficient* escas* limitad* poca poco pocos pocas obsolet* desactualizad* fri* sos* insipid* crud* rar*
    incumpl* incomplet* burocra* dolor_de_cabeza estres* cuidado_con dej*_que_desear deja_mucho dejan_mucho
    que_desear no_vale perdida_de_tiempo perder_el_tiempo no_recomiendo averi* averia averias avera fragil*
    mal_estado cutre cutres chafa chafas berret* trucho trucha garra lamentab* desafortunad* lastima pena
    rayad* manch* destenid* encog* suelt* despeg* gote* oxid* torcid* bland* se_calienta calent* mediocre*
    regular* justito tedios* soporifer* pretencios* topico topicos previsib* simplon* absurdo sobrevalorad*
    no_me_gust* no_gust* desgraciad* lamentablemente carec* carente oscur* ruina timo timos pega pegas
    inconvenient* pobre pobres pobriz* chapuz* desastros* ladrones pesimo ofend* desconfi*
"""
STRONG_BLAME: str = """
    pesim* horrib* terrib* horror* horroros* basura porqueria mierda asco asquer* asqueros* lamentab* ridicul*
    absurd* vergonz* verguenz* inaceptab* inadmisib* intolerab* espantos* odio odi* detest* deplorab* desastr*
    catastrof* pesadilla fraude* fraudulent* estafa* estafador* estaf* timad* ladron* ladrones robo robar* robaron
    roban nunca_mas jamas_compr* no_lo_recomiendo no_recomiendo_a payasada sinverguenz* descarad* criminal* delit*
    denunci* demand* lo_peor la_peor el_peor los_peores muy_malo muy_mala muy_mal malisim* indignad* indigna*
    indignant* furios* rabia furia humill* inhuman* bazofia truno bodrio tomadura_de_pelo tomad*_el_pelo cabron*
    insoportab* abandon* insult* penos* patetic* nefast* cagada chungo una_mierda repugn* timo_total infam*
    publicidad_enganosa aberrant* caro_de_cojones calamid*
"""
NEGATIONS: tuple[str, ...] = (
    "no", "nunca", "jamas", "ni", "ningun", "ninguna", "ninguno", "sin", "nada", "nadie", "tampoco", "lejos_de",
    "dejo_de", "en_vez_de", "en_lugar_de",
)  # fmt: skip
BOOSTERS: tuple[str, ...] = (
    "muy", "mucho", "mucha", "muchos", "muchas", "super", "tan", "demasiado", "demasiada", "extremadamente",
    "totalmente", "absolutamente", "bastante", "realmente", "completamente", "hiper", "mega", "ultra", "re",
    "altamente", "verdaderamente", "sumamente", "tanto", "tanta", "increiblemente", "siempre", "harto", "bien",
)  # fmt: skip
DAMPERS: tuple[str, ...] = (
    "poco", "poca", "un_poco", "medio", "casi", "relativamente", "algo", "apenas", "mas_o_menos", "no_tanto",
    "quiza", "quizas", "tal_vez", "ligeramente", "un_tanto", "aceptable", "normal", "pasable", "ok", "regular",
)  # fmt: skip
# Words after which the second half of a sentence weighs more.
BUT_WORDS: tuple[str, ...] = (
    "pero", "aunque", "sin_embargo", "no_obstante", "sino", "pese", "a_pesar", "ahora_bien", "lo_malo", "eso_si",
)  # fmt: skip
# Words at which a sentence may turn: before them stands one thing, from them on another. Those that
# often mean something else do so only after a comma.
ADVERSATIVES: tuple[str, ...] = (
    "pero", "sin embargo", "no obstante", "en cambio", "mientras que", "eso sí", "ahora bien", "solo que",
    "sólo que", "lo malo", "lo único", "lo peor", "lo mejor", "lo bueno", "por contra", "por el contrario",
    "por otro lado", "por otra parte", "lástima", "una lástima", "una pena", "lamentablemente",
    "desgraciadamente", "desafortunadamente", "por desgracia", "afortunadamente", "el único problema",
    "el único pero", "el problema es", "el único inconveniente", ", por lo demás", ", en cuanto a",
)  # fmt: skip
# Words that open the weaker of two clauses, which ends at a comma where the sentence begins with it.
CONCESSIVES: tuple[str, ...] = (
    "aunque", "aun", "a pesar", "pese a", "si bien", "por más que", "quitando", "excepto",
    "salvo", "a excepción", ", menos", ", mientras",
)  # fmt: skip
# After such an opening the next turn adds to it or answers it: "no solo barato, pero además bueno",
# "pensé que sería malo, pero me encantó".
BINDING_OPENINGS: tuple[str, ...] = (
    "no solo", "no sólo", "no solamente", "no únicamente", "no es solo", "no es sólo", "no fue solo",
    "pensé que", "pensaba que", "creí que", "creía que", "imaginaba que", "esperaba que", "prometieron",
    "dijeron que", "aseguraron que", "garantizaron que", "el plazo era", "el plazo de entrega era",
    "en la foto era", "en la foto parecía", "en las fotos era", "en las fotos parecía", "se suponía que",
)  # fmt: skip
# Phrases that hold one of these words and turn nothing.
FIXED_TURNS: tuple[str, ...] = (
    "pero que", "pero también", "pero en fin", "pero ni modo", "pero vale", "pero ok",
    "lo bueno y lo malo", "lo bueno y lo peor", "lo mejor y lo peor", "sino", "pero bueno", "sin pero", "ningún pero", "un pero", "algún pero", "pero es que", "más o menos",
    "por lo menos", "al menos", "ni más ni menos", "nada menos", "ni mucho menos", "mucho menos",
    "a salvo", "qué pena", "qué lástima", "aun así", "lento pero seguro", "no hay pero", "quitando eso", "a pesar de eso",
    "a pesar de ello", "pese a ello", "pese a eso",
)  # fmt: skip
# Cues of what a sentence does rather than how it feels.
CUES: dict[str, str] = {
    "wish": """gustaria quisiera queria podria* podrian deberia* seria_bueno seria_genial sugiero suger*
        ojala espero_que necesito necesit* solicito solicit* pido favor por_favor porfa quiero deseo desearia
        desear* ayud*me me_ayud* recomendaria_que mejorar mejoren hace_falta echo_en_falta habria_que""",
    "promise": """promet* promes* plazo previst* prevista acordad* anunci* anunciad* publicidad esperaba
        esperabamos esperado expectativ* descri* foto fotos garantiz* garantia dijeron decian dicen informaron
        supuest* supone deberia* diferente equivocad* segun pactad* contratad* afirm* prometia pense_que creia
        en_teoria en_cambio antes_de_lo""",
    "thanks": "gracias agradec* agradezc* bendi*",
    "worry": """preocup* miedo temo temor insegur* duda* sera_que urgente urgencia desesper* ansios* angusti*
        nervios* riesgo peligr* como_hago desconfi* recel* estafa fraude""",
    "surprise": "sorpres* sorprend* inesperad* increib* guau vaya asombr* impact* alucin* curios* flip*",
    "sad": "decepcion* desilus* trist* pena lastima lament* esperaba* defraud* que_desear",
    "angry": """absurd* vergonz* verguenz* payasad* ridicul* rabia odio indign* inacept* nunca_mas ladr* rob*
        mentir* estaf* tomadura asco basura mierda inadmis*""",
    "ask": "como cual cuales cuando donde cuanto porque por_que alguien sabeis saben sabe",
    "deliver": """entreg* lleg* recib* plazo correos mensajer* paqueter* envi* seguimiento paquete* embala*
        caja empaque repartidor* despach* recepcion llegada check""",
    "buy": """compr* pag* tarjeta carrito cesta pedido reserv* cuotas stock tienda cupon* efectivo transferencia
        checkout adquir* encarg*""",
    "price": "precio* valor caro cara barat* costo coste cuesta* cuesta oferta* descuento* compar* opciones modelo* euros pesos pesetas",
    "help": """atencion soporte servicio_tecnico sac reclam* devol* devuelv* cambio* cambiar reembols* garantia
        asistencia contacto telefono correo respond* respuesta llamar llame chat resolver tecnico* averi* reparar*
        quej*""",
    "again": """recomiend* recomend* volver* vuelvo repetir* repet* otra_vez nunca_mas cancel* fiel cliente_desde
        de_nuevo renov* suscrip* competencia aconsej* baja no_compreis compradl* comprenl* compralo comprar_otr*""",
    "discover": """anuncio publicidad conoci recomendacion instagram facebook google oi_hablar me_entere descubri
        trailer influenc* youtube me_hablaron""",
    "own": "yo mi mis me conmigo hice compre recibi fui estoy tengo nosotros nuestra nuestro nos",
}  # fmt: skip
# The name of its Snowball stemmer.
STEMMER = "spanish"
# Frequent words that tell this language from its neighbours.
COMMON_WORDS: str = """
    no es y el los la las un una del al en con que para por pero muy fue son está tiene ser usted yo mi eso este
    ese más ya también tambien solo hasta cuando después ni su lo le se nos me bueno buena bien
    fueron todavía aún él ella ellos mismo si como todo desde sin sobre entre había donde
"""

# ---- phrases that may title a finding or name a topic (journey, analyse) ----------------------

# Words without content of their own: lower case, without accents unless the accent makes it another
# word (é, not e). A title begins or ends with no
# CLAUSE_WORDS (they part clauses) and no PREPOSITIONS; it may begin, not end, with LEADING_WORDS.
CLAUSE_WORDS: str = """
    y e o u pero que porque pues cuando mientras si como donde aunque entonces sino asi_que luego ya_que
    por_tanto hasta_que para_que sin_embargo o_sea ademas incluso
"""
# Where something happened, as customers say it: patterns on folded text (lower case, no accents).
CHANNEL_WORDS: dict[str, tuple[str, ...]] = {
    "app": (r"(?:en|por|desde|con|mediante|a traves de) (?:la |su )?(?:app|aplicacion)\b",),
    "web": (
        r"(?:en|por|desde|de|mediante) (?:la|el|su|una|un) (?:pagina(?: web)?|web|sitio(?: web)?|portal)\b",
        r"\bpor internet\b",
        r"\ben la tienda (?:on-?line|virtual)\b",
        r"\b(?:compre|compra|comprar|compras|pedi|pedido) on-?line\b",
    ),
    "store": (
        r"(?:en|a) (?:la|una|su|esta|esa) (?:tienda|sucursal)\b(?! (?:on-?line|virtual|de app|de aplicacion|de google|de apple))",
        r"\btienda fisica\b",
        r"\ben tienda\b",
        r"\ben el probador\b",
    ),
    "phone": (
        r"\bpor (?:el )?telefono\b",
        r"\bal telefono\b",
        r"\btelefonic",
        r"\bcall ?center\b",
        r"\btelefonee\b",
        r"\b(?:llame|llamamos|llamar|llamando|he llamado|hable) (?:por telefono|a (?:atencion|la linea|la compania|la empresa|soporte|servicio)|al (?:numero|servicio|banco|900|01800|call))",
        r"\bllame (?:y|varias|dos|tres|otra vez|de nuevo)\b",
        r"\bllamada se (?:corto|cae|cayo)\b",
    ),
    "chat": (
        r"(?:en|por|mediante|desde|via) (?:el |su )?(?:chat|whats ?app|wasap|guasap)\b",
        r"\bchat ?(?:bot|on-?line|en vivo|de (?:la web|soporte|ayuda))",
    ),
    "email": (
        r"\be-?mails?\b",
        r"(?:por|un|el|al|mi|otro|varios|dos|tres|ningun|via) correos? electronicos?\b",
        r"\bpor correo\b(?! (?:postal|ordinario|certificado))",
        r"\b(?:envie|mande|mandaron|enviaron|recibi|recibo|llego|escribi) (?:un|otro|el|ningun|varios|dos|tres)? ?correos?\b(?! (?:postal|certificado))",
    ),
    "social": (
        r"(?:en|por|de|via) (?:el )?(?:instagram|facebook|twitter|tik ?tok|youtube)\b",
        r"\bredes? social",
    ),
    "carrier": (r"\b(?:repartidor|mensajero|transportista|mensajeria|paqueteria|cartero)",),
    "mail": (
        r"\bcorreo (?:postal|certificado|ordinario)\b",
        r"\bpor carta\b",
        r"\bbuzon de (?:casa|mi casa)\b",
    ),
    "in_person": (
        r"\ben persona\b",
        r"\bpersonalmente\b",
        r"\bpresencial",
        r"\bcara a cara\b",
        r"\ben el mostrador\b",
    ),
}
# Words between two clauses that may speak of two things.
CLAUSE_BREAKS: tuple[str, ...] = ("y", "e", "pero", "aunque", "mientras")
PREPOSITIONS: str = """
    de del en a al por para con sobre entre hasta desde tras contra bajo durante ante segun hacia mediante
"""
LEADING_WORDS: str = """
    el la los las lo un una unos unas mi mis tu tus su sus nuestro nuestra nuestros este esta estos estas ese
    esa esos esas aquel aquella yo tu usted ustedes el ella ellos ellas nosotros es fue era son fueron eran
    esta estaba estan estaban ser estar siendo tener tiene tenia tengo tuve tuvo tuvieron hay habia ha han he
    hemos va van iba fui muy mucho mucha muchos muchas tan mas menos super todo toda todos todas cada cualquier
    algun alguna otro otra otros otras cual cuanto qué cómo él más sí puede pueden podia puedo quedo queda aun todavia me te se
    le les nos no ni nunca sin ningun ninguna solo apenas tambien siempre realmente bien
    dijo dice dicen decia
"""
OTHER_WORDS: str = """
    esto eso aquello ya alli aqui ahi mi ti si ella el ellos ellas todo nada nadie alguien ahora hoy ayer manana
    despues antes asi mismo misma demasiado cosa cosas vez veces dia dias hacer hice hace hecho gente
"""
# Words of any talk, numbers and greetings among them: in a phrase, but no part of what it names.
WEAK_WORDS: str = """
    uno dos tres cuatro cinco seis siete ocho nueve diez once doce quince veinte treinta cuarenta cincuenta cien mil
    primero primera segundo tercero tercera ultimo ultima hola ah oh eh ok si claro vale gracias adios
    creo se sabe sabes saber dice dijo dicen decir digo dije dijeron hablar quiero quiere querer dar dio
    doy diga voy ver vi vio veo ves mira quedar necesito necesitar puedo verdad nombre palabra forma manera persona
    personas sentir pasar paso llegar favor pienso pense sigue sigo seguir viene vino venir igual
"""
# Words that announce the name of a thing.
DETERMINERS: str = """
    el la los las un una unos unas mi mis tu tus su sus nuestro nuestra nuestros nuestras del al este esta
    estos estas ese esa esos esas aquel aquella ningun ninguna algun alguna cada otro otra
"""

# ---- labels of the map and the report (report) ------------------------------------------------

LABELS: dict[str, str] = {
    # numbers and dates
    "decimal": ",",
    "thousands": ".",
    "percent": "{n} %",
    "range": "{low} a {high}",
    "interval": "de {low} a {high}",
    "months": "ene feb mar abr may jun jul ago sept oct nov dic",
    "date": "{day} {month} {year}",
    "period": "{first} a {last}",
    "list_and": "{most} y {last}",
    # counts; people first
    "people_one": "{n} persona",
    "people_other": "{n} personas",
    "allowing": "con los errores de la máquina, probablemente {people}; entre personas como estas, {share}",
    "of_people_one": "{k} de {n} persona",
    "of_people_other": "{k} de {n} personas",
    "who_speak": "que hablan de esto",
    "count_note": (
        "«7 de 12 personas» quiere decir: de las 12 que hablan del punto de contacto, 7 "
        "cuentan ese dolor o ese deleite."
    ),
    "mentions_one": "{n} mención",
    "mentions_other": "{n} menciones",
    "documents_one": "{n} documento",
    "documents_other": "{n} documentos",
    "utterances_one": "{n} frase",
    "utterances_other": "{n} frases",
    "quotes_one": "{n} cita",
    "quotes_other": "{n} citas",
    "disagree_none": "Nadie está en desacuerdo",
    "disagree_one": "{n} persona no está de acuerdo",
    "disagree_other": "{n} personas no están de acuerdo",
    "segments_one": "{n} segmento",
    "segments_other": "{n} segmentos",
    # the page
    "map_title": "Mapa del viaje del cliente",
    "as_is": "Estado actual (as is)",
    "version": "Versión {version}",
    "synthetic": "Datos sintéticos",
    "synthetic_note": "Estudio de demostración: estas personas y estas frases son inventadas.",
    "study": "Estudio",
    "segment": "Segmento",
    "persona": "Persona",
    "scenario": "Escenario",
    "people": "Personas",
    "documents": "Documentos",
    "utterances": "Frases",
    "mentions": "Menciones",
    "utterances_by_language": "Frases por idioma",
    "sources": "Fuentes",
    "source": "Fuente",
    "kind": "Tipo",
    "languages": "Idiomas",
    "period_label": "Período",
    "no_dates": "sin fechas",
    "feeling": "Sentimiento medio",
    "feeling_scale": "de −2 a +2",
    "headlines": "Lo primero que conviene leer",
    "no_headlines": "Ningún dolor o deleite lo cuentan personas suficientes (mínimo: {n}).",
    "see_evidence": "Ver en el mapa",
    "the_map": "El viaje, etapa por etapa",
    "map_hint": "Cada dolor, deleite y cita se abre y muestra de dónde viene.",
    "trace_hint": "El código junto a cada cita y celda abierta sirve para el comando cxlab trace, que muestra todo en lo que se apoya.",
    "scroll_hint": "Desliza hacia los lados para ver todas las etapas.",
    "legend": "Cómo leer el mapa",
    "back_to_index": "Todos los segmentos",
    # lanes
    "lane": "Capa",
    "lane_period": "Período",
    "lane_stages": "Etapas",
    "lane_goals": "Objetivos y expectativas",
    "lane_actions": "Acciones del cliente",
    "lane_touchpoints": "Puntos de contacto",
    "lane_channels": "Canales",
    "lane_thoughts": "Pensamientos",
    "lane_curve": "Curva emocional",
    "lane_emotions": "Emociones",
    "lane_quotes": "Citas",
    "lane_pains": "Dolores",
    "lane_delights": "Deleites",
    "lane_promise": "Promesa y entrega",
    "lane_metrics": "Métricas",
    "lane_owner": "Responsable",
    "lane_evidence": "Evidencia",
    "period_before": "Antes",
    "period_during": "Durante",
    "period_after": "Después",
    # what people write on the map
    "lane_moments": "Momentos de la verdad",
    "lane_opportunities": "Oportunidades y acciones",
    "lane_physical_evidence": "Evidencias físicas",
    "lane_frontstage": "Primera línea",
    "lane_backstage": "Trastienda",
    "lane_support": "Procesos de apoyo",
    "line_interaction": "Línea de interacción",
    "line_visibility": "Línea de visibilidad",
    "line_internal": "Línea de interacción interna",
    "step_research": "Investigar",
    "step_compare": "Comparar",
    "step_purchase": "Comprar",
    "step_use": "Usar",
    "scope_buyer": "Viaje de compra",
    "scope_full": "Experiencia completa",
    "rollups_title": "El viaje en pocas etapas",
    "rollups_note": "Contadas de nuevo a este nivel: quien habla de dos etapas cuenta una vez.",
    "level_periods": "Antes, durante y después",
    "level_steps": "En cuatro pasos",
    "level_scope": "Compra y experiencia completa",
    "to_be": "Estado futuro (to be)",
    "promise_text": "Promesa",
    "said_in": "Dónde se promete",
    "promise_kept": "Cumplida",
    "promise_broken": "Incumplida",
    "promise_kept_people": "{people} dicen que se cumplió",
    "promise_kept_people_one": "{people} dice que se cumplió",
    "promise_broken_people": "{people} dicen que no se cumplió",
    "promise_broken_people_one": "{people} dice que no se cumplió",
    "promise_untold": "nadie la compara con lo que llegó",
    "promise_table": "Lo prometido y lo cumplido",
    "promise_note": (
        "Las personas rara vez dicen a qué promesa se refieren: todas las de un punto de contacto "
        "tienen las mismas personas. Quien dice las dos cosas cuenta en los dos lados."
    ),
    "opportunity": "Oportunidad",
    "impact": "Impacto",
    "action_effort": "Esfuerzo",
    "of_five": "{n} de 5",
    "due": "Plazo",
    "status": "Situación",
    "status_idea": "idea",
    "status_planned": "planificada",
    "status_doing": "en curso",
    "status_done": "hecha",
    "status_dropped": "descartada",
    "actions_note": (
        "Primero las abiertas: mayor impacto, luego menor esfuerzo, luego el plazo más cercano. "
        "Impacto y esfuerzo de 1 a 5, según las personas que las escribieron."
    ),
    "no_opportunity": "ninguna acción anotada",
    "no_blueprint": "no descrito en el estudio",
    "csat": "CSAT",
    "csat_note": (
        "CSAT: personas con nota en las posiciones más altas de la escala (4 o 5 de 5), con intervalo del 95 %."
    ),
    "effort": "Esfuerzo",
    "effort_ends": "{hardest} = muy difícil, {easiest} = muy fácil",
    "no_data": "sin datos",
    "none_told": "nadie contó nada aquí",
    "other_touchpoints": "otros: {n}",
    "more_findings": "{n} más",
    "thin_findings": "con poca evidencia: {n}",
    "unmentioned": "sin menciones",
    "not_written": "no escrito en el estudio",
    "no_owner": "sin responsable",
    "no_pain": "ningún dolor encontrado",
    "no_delight": "ningún deleite encontrado",
    "no_promise": "ninguna promesa comparada",
    "indirect": "indirecto",
    "indirect_means": "en manos de terceros",
    "direct": "directo",
    "promised": "Prometido",
    "gap_people": "{people} comparan lo recibido con lo prometido",
    "gap_people_one": "{people} compara lo recibido con lo prometido",
    "rating": "Nota",
    "rating_of": "{value} de {top}",
    "metric_hidden": "{metric}: menos de {n} personas",
    "nps": "NPS",
    "more": "{n} más",
    "suppressed": "Menos de {n} personas: las citas se ocultan para que nadie sea reconocido.",
    "hidden_few": "{people}: citas ocultas (mínimo {n})",
    "suppressed_short": "menos de {n} personas: citas ocultas",
    # the curve and its twin
    "very_good": "muy positivo",
    "very_bad": "muy negativo",
    "neutral": "neutro",
    "peak": "punto alto",
    "trough": "punto bajo",
    "channel": "Canal",
    "channels_alt": "Canales por etapa. {channels}",
    "channels_note": "Tamaño: número de personas; hueco: menos de {n}. La línea pasa por el canal de más personas en cada etapa.",
    "curve_alt": "Curva emocional de {name}, de −2 a +2. {points}",
    "curve_point": "{stage}: {value} ({people})",
    "curve_gap": "{stage}: sin datos",
    "curve_peak": "Punto alto: {stage}.",
    "curve_trough": "Punto bajo: {stage}.",
    "curve_note": (
        "Media de −2 a +2 entre las personas; franja: intervalo del 95 %; tamaño del "
        "punto: número de personas; punto hueco: menos de {n} personas."
    ),
    "as_table": "Ver como tabla",
    "stage": "Etapa",
    "touchpoint": "Punto de contacto",
    "mean": "Media",
    "interval_label": "Intervalo del 95 %",
    "expected_of": "Esperable de {n}",
    "expected": "Esperable de todos",
    "expected_note": "Esperable de todos: la media de quienes mencionan el punto de contacto, movida tanto como su ánimo, en todo lo demás que dicen, dista del de todos.",
    "grade": "Evidencia",
    "touchpoints_title": "Dónde duele y dónde deleita",
    "touchpoints_note": (
        "Sentimiento medio por punto de contacto con intervalo del 95 %, del peor al "
        "mejor. Tamaño: número de personas. ▼ claramente negativo, ▲ claramente "
        "positivo, ● sin lado claro; hueco: menos de {n} personas."
    ),
    "touchpoints_alt": "Sentimiento por punto de contacto, de −2 a +2, del peor al mejor. {points}",
    "touchpoints_none": "Nadie de este segmento habla de un punto de contacto.",
    "touchpoints_shown": "En el gráfico, los {n} con más personas; todos en la tabla.",
    # moments of truth, promises, what moves the rating, how much was heard
    "glance_high": "Punto alto: {stage} ({value}, {people}).",
    "glance_low": "Punto bajo: {stage} ({value}, {people}).",
    "glance_moments": "Momentos de la verdad: {names}.",
    "moment": "Momento de la verdad",
    "moment_means": "sentimiento fuerte que acompaña la nota de las propias personas, o marcado por personas",
    "moment_by_data": "hallado en los datos",
    "moment_by_people": "marcado por personas",
    "moment_by_both": "hallado en los datos y marcado por personas",
    "moment_effect": "efecto en la nota {points}",
    "no_moment": "ningún momento de la verdad",
    "nobody_says": "nadie lo dice",
    "to_be_then": "Cómo debe ser",
    "no_promises": "Nadie anotó una promesa que comparar (promises.csv).",
    "no_actions": "Nadie anotó todavía una acción (actions.csv).",
    "priorities_title": "Qué mueve la nota",
    "priorities_x": "cómo se sienten las personas",
    "priorities_y": "importancia para su nota",
    "priorities_note": "Hacia arriba: lo que acompaña la respuesta de las propias personas ({outcome}, {points}), en puntos por paso de sentimiento. Hacia la derecha: cómo se sienten. Líneas de cada punto: intervalos del 95 %. Es asociación, no causa.",
    "priorities_alt": "Importancia para la nota y sentimiento, de −2 a +2. {points}",
    "priority_said": "{name}: {quadrant}, sentimiento {value}, importancia {points} ({people})",
    "priorities_none": "Pocas personas dan nota y hablan del mismo punto de contacto (mínimo: {n}) para decir qué mueve la nota.",
    "quadrant": "Prioridad",
    "quadrant_concentrate": "Concentrarse aquí",
    "quadrant_keep": "Mantener",
    "quadrant_later": "Menor prioridad",
    "quadrant_enough": "Quizá más de lo necesario",
    "importance": "Importancia",
    "penalty": "Cuando se quejan",
    "reward": "Cuando elogian",
    "driver_role": "Papel",
    "driver_basic": "básico: solo el fallo cuesta",
    "driver_excitement": "deleite: solo el acierto suma",
    "driver_performance": "desempeño: ambos",
    "drivers_note": "Puntos de nota que acompañan una queja o un elogio, frente a quien no dice ni lo uno ni lo otro con fuerza (contraste de penalización y recompensa). El papel solo aparece donde un intervalo deja fuera el cero.",
    "coverage_title": "A quién se oyó y dónde",
    "coverage_note": "Personas por fuente y etapa; más oscuro, más personas; ○ menos de {n}.",
    "saturation_title": "¿Más entrevistas dirían algo nuevo?",
    "saturation_said": "En {units} se oyeron {codes} cosas distintas (un tipo de opinión sobre un punto de contacto).",
    "saturation_all": "Probablemente hay {codes}{interval} por oír.",
    "saturation_not": "Cada una más aún trae algo nuevo.",
    "saturation_reached": "Después de {n} llega poco nuevo.",
    "saturation_ceiling": "probablemente {n} en total",
    "saturation_alt": "Cosas oídas, una a una. {told}",
    "interviews_one": "{n} entrevista",
    "interviews_other": "{n} entrevistas",
    "persons_one": "{n} persona",
    "persons_other": "{n} personas",
    "codes_one": "{n} cosa oída",
    "codes_other": "{n} cosas oídas",
    "interviews_heard": "Entrevistas",
    "persons_heard": "Personas oídas",
    "codes_new": "Nuevas",
    "codes_seen": "Oídas hasta aquí",
    "codes_expected": "En cualquier orden",
    "paths_title": "Por dónde pasan",
    "paths_note": (
        "De qué etapa a qué etapa van las personas, en el orden en que lo cuentan: solo entrevistas, "
        "chats, tickets y textos largos. Arriba, hacia delante; abajo, de vuelta; más ancho, más personas. "
        "Contarlo antes no siempre es vivirlo antes, y una etapa mal leída hace dos pasos."
    ),
    "paths_summary": (
        "{people} cuentan más de una etapa, en {documents}. Vuelven a una etapa anterior: {returning}. "
        "Saltan etapas: {skipping}."
    ),
    "paths_none": "Menos de {n} personas cuentan el mismo paso de una etapa a otra.",
    "paths_rest": "Otros {n}, de menos personas, en paths.csv.",
    "paths_alt": "Pasos entre etapas. {moves}",
    "path_from_to": "Paso",
    "path_kind": "Sentido",
    "path_mentions": "Veces",
    "path_words": "Al llegar",
    "move_next": "sigue",
    "move_jump": "salta",
    "move_loop": "vuelve",
    "share_interval": "{low} a {high}",
    "valence_axis": "sentimiento medio",
    "sparkline_alt": "Curva emocional en miniatura. {points}",
    # a finding and its evidence
    "pain": "Dolor",
    "delight": "Deleite",
    "wish": "Deseo",
    "fact": "Hecho",
    "evidence": "Evidencias",
    "evidence_of": "En qué se apoya",
    "contradicts": "Quién dice lo contrario",
    "frontline": "Lo que dice quien atiende",
    "frontline_note": "Confirma, pero no cuenta entre las personas.",
    "no_counter": "No se encontró ninguna cita contraria.",
    "weak_counter": "Nadie lo dice con claridad suficiente para citarlo.",
    "reference": "Para rastrear",
    "shown_of": "{shown} de {all} frases mostradas",
    "severity": "Gravedad",
    "strength": "Fuerza",
    "gap_of_finding": "{people} hablan de una promesa incumplida o superada",
    "gap_of_finding_one": "{people} habla de una promesa incumplida o superada",
    "context": "Contexto",
    "context_before": "antes",
    "context_after": "después",
    "participant": "Participante",
    "file": "Archivo",
    "locator": "Dónde",
    "at_row": "fila {n}",
    "at_line": "línea {n}",
    "at_paragraph": "párrafo {n}",
    "in_language": "en {language}",
    # cxlab trace
    "trace_utterance": "Frase",
    "trace_document": "Documento",
    "trace_words": "Dicho con estas palabras: “{words}”",
    "trace_for": "Prueba de",
    "trace_against": "En contra de",
    "trace_nowhere": "No está en ninguna celda de un mapa.",
    "trace_action": "Oportunidad",
    "trace_kept": "Cumplida",
    "trace_broken": "Incumplida",
    "trace_penalty": "Quien se queja de esto, frente a quien ni se queja ni elogia",
    "trace_reward": "Quien elogia esto, frente a quien ni se queja ni elogia",
    "trace_importance": "De la queja a ninguna de las dos y al elogio, cada paso",
    "trace_machine": "máquina",
    "trace_shown": "{shown} de {all} a la vista",
    "trace_all": "--all las muestra todas",
    "trace_team": "Para el equipo: aquí puede haber palabras que ninguna página muestra. No compartir.",
    "role_customer": "cliente",
    "role_interviewer": "quien entrevista",
    "role_agent": "agente",
    "role_company": "empresa",
    "role_frontline": "primera línea",
    # evidence grades
    "grade_observed": "observado",
    "grade_reported": "relatado",
    "grade_thin": "poca evidencia",
    "grade_assumed": "supuesto",
    "grade_gap": "vacío",
    "grade_observed_means": "personas suficientes, dos tipos de fuente",
    "grade_reported_means": "personas suficientes, un tipo de fuente",
    "grade_thin_means": "menos de {n} personas",
    "grade_assumed_means": "escrito por alguien del equipo, sin datos",
    "grade_gap_means": "ningún dato",
    # how it was made
    "method": "Cómo se hizo este mapa",
    "method_intro": (
        "Un programa leyó {documents} de {people} y asignó a cada frase un sentimiento, "
        "una etapa y un punto de contacto. Las medias son entre personas, no entre "
        "frases; el intervalo del 95 % viene de remuestrear personas. Las palabras de "
        "entrevistadores y de la empresa dan contexto y nunca cuentan como evidencia."
    ),
    "limits": "Límites",
    "limit_machine": (
        "Las etiquetas son de la máquina y fallan con la frecuencia que se muestra "
        "abajo; lea las citas antes de decidir."
    ),
    "limit_voice": (
        "El mapa muestra lo que las personas dijeron en estas fuentes, no cuántos "
        "clientes piensan lo mismo."
    ),
    "limit_people": "Con menos de {n} personas, una celda no muestra citas.",
    "limit_gap": "Un vacío quiere decir que nadie habló del asunto, no que todo va bien.",
    "limit_synthetic": "Los datos son inventados: nada aquí describe a clientes reales.",
    "accuracy": "Acierto medido de la máquina",
    "accuracy_note": (
        "Parte de frases de prueba, de otros clientes, en que la máquina y las personas "
        "coinciden; media de los F1 por clase entre paréntesis."
    ),
    "groups": "Por tipo de fuente y por variedad de la lengua",
    "groups_name": "Frases de prueba de",
    "groups_sentences": "Frases",
    "groups_kind": "Tipo de fuente",
    "groups_variety": "Variedad de la lengua",
    "groups_unseen": "Fuentes que la máquina nunca había visto",
    "groups_worst": "la que leyó peor",
    "groups_best": "la que leyó mejor",
    "groups_note": (
        "Parte de las frases en que la máquina y las personas coinciden. Ninguna frase de prueba viene de "
        "Portugal ni de Hispanoamérica, y ninguna de entrevistas: ahí el acierto no se ha medido."
    ),
    "variety_pt-BR": "portugués de Brasil",
    "variety_es-ES": "español de España",
    "variety_en-GB": "inglés británico",
    "variety_en-US": "inglés americano",
    "variety_untold": "{language}, variedad no indicada",
    "label_error": (
        "Los intervalos incluyen también los errores de la máquina, medidos en frases que no conocía. «7 de 12 "
        "personas» es lo que ella contó; cada hallazgo dice, al abrirlo, cuántas contaría probablemente un lector atento."
    ),
    "sentences_one": "{n} frase",
    "sentences_other": "{n} frases",
    "taught_used": (
        "Las notas del propio estudio ({documents}) enseñaron a la máquina a leer el sentimiento de las "
        "frases: la separación entre documentos satisfechos e insatisfechos que no había visto pasó de "
        "{before} a {after} (área bajo la curva ROC). La nota de un documento nunca entra en su propia lectura."
    ),
    "taught_not": (
        "Las notas del propio estudio ({documents}) no cambiaron la lectura del sentimiento: son pocas o no "
        "la mejoran en documentos no vistos."
    ),
    "decided": "{people}, a mano: {decisions} sobre {utterances}, que valen en lugar de las de la máquina.",
    "by_hand": "✎ decidido por personas: {fields}",
    "decisions_one": "{n} decisión",
    "decisions_other": "{n} decisiones",
    "lesson_used": (
        "Con ellas la máquina lee mejor {head} ({decisions}): en documentos de los que no "
        "aprendió, el acierto pasó de {before} a {after}."
    ),
    "lesson_not": (
        "No cambiaron el modo de leer {heads}: son pocas, o no mejoran la lectura de "
        "documentos de los que la máquina no aprendió."
    ),
    "agreement": "Acierto medido en este estudio",
    "agreement_drawn": (
        "{people}: {sentences} de este estudio, sorteadas y codificadas a mano sin ver las etiquetas de la máquina. Las "
        "partes valen para todas las frases del estudio; entre paréntesis, el intervalo de 95%."
    ),
    "agreement_picked": (
        "{people}: {sentences} de este estudio, elegidas y codificadas a mano. No fueron sorteadas: las partes no valen "
        "para el estudio entero."
    ),
    "agreement_note": (
        "α de Krippendorff: 1 es acuerdo perfecto, 0 el del azar; desde 0,80 la codificación es fiable, "
        "desde 0,67 sirve para conclusiones provisionales."
    ),
    "alpha_people": "α entre personas",
    "alpha_machine": "α personas y máquina",
    "share_of": "{share} (de {low} a {high}; n = {n})",
    "share_few": "pocas (n = {n})",
    "unplaced": "Sin segmento, y por eso en ningún mapa: {documents}.",
    "accuracy_unknown": "no medido",
    "head": "Pregunta a la máquina",
    "head_sentiment": "Sentimiento",
    "head_valence": "Sentimiento",
    "head_emotion": "Emoción",
    "head_kind": "Dolor, deleite, deseo o hecho",
    "head_gap": "Promesa comparada",
    "head_stage": "Etapa",
    "head_touchpoints": "Punto de contacto",
    "head_touchpoint": "Punto de contacto",
    "all_languages": "Todos",
    "parameters": "Parámetros y versiones",
    "method_seed": "Semilla",
    "method_encoder": "Codificador de frases",
    "method_likeness": "Codificador de semejanzas",
    "method_read_by": "Frases leídas por",
    "method_encoders": "Codificadores de frases",
    "method_min_people": "Mínimo de personas",
    "method_versions": "Versiones",
    "method_resamples": "Remuestreos",
    "method_bootstrap": "Remuestreos",
    "method_models": "Modelos",
    "method_interval": "Intervalo",
    "method_shareable": "Se puede compartir",
    "method_level": "Nivel de confianza",
    "method_mean": "Media",
    "method_severity": "Gravedad",
    "method_cxlab": "cxlab",
    "method_tables": "Marca de las tablas",
    "method_inputs": "Archivos de entrada",
    "method_codebook": "Libro de códigos",
    "method_stages": "Modelo de etapas",
    # the index page
    "index_title": "Viajes por segmento",
    "open_map": "Abrir el mapa",
    "top_pains": "Mayores dolores",
    "top_delights": "Mayores deleites",
    "nothing_found": "nada con personas suficientes",
    "status_ok": "Terminado",
    "status_failed": "No terminado",
    "failed_note": "Este segmento no se entregó. Los demás sí.",
    "no_segments": "Ningún segmento en este estudio.",
    "differences": "Diferencias entre segmentos",
    "differences_note": (
        "Cada segmento o período se compara con todos los demás juntos. Solo lleva marca de "
        "diferencia lo que resiste una prueba de permutación entre personas, corregida por "
        "Benjamini–Hochberg; todo lo demás es falta de evidencia, no prueba de que sean iguales."
    ),
    "no_differences": "Sin evidencia de diferencia en ningún punto de contacto comparado.",
    "verdict_higher": "▲ mejor",
    "verdict_lower": "▼ peor",
    "verdict_too_few": "personas insuficientes para comparar",
    "verdict_none": "sin evidencia de diferencia",
    # segments side by side
    "side_title": "Segmentos lado a lado",
    "side_waves_title": "Períodos lado a lado",
    "side_open": "Ver todos los segmentos lado a lado",
    "waves_one": "{n} período",
    "waves_other": "{n} períodos",
    "side_where": "En qué se diferencian",
    "side_lede": "Hay diferencia en {k} de {n}.",
    "compared_one": "{n} punto de contacto comparado",
    "compared_other": "{n} puntos de contacto comparados",
    "side_rest_one": "El otro: sin evidencia de diferencia o con personas insuficientes",
    "side_rest_other": "Los otros {n}: sin evidencia de diferencia o con personas insuficientes",
    "side_alone": "Solo hay un segmento: nada con que comparar.",
    "side_more_one": "{n} punto de contacto más se diferencia: está en la tabla por punto de contacto.",
    "side_more_other": (
        "{n} puntos de contacto más se diferencian: están en la tabla por punto de contacto."
    ),
    "side_brackets": "Entre paréntesis: la diferencia con los demás y q, la p corregida.",
    "side_difference": "({n}, q {q})",
    "side_curves": "Las curvas emocionales",
    "side_curves_note": (
        "Mismas etapas, misma escala, de −2 a +2, con intervalo del 95 %. Círculos mayores: más "
        "personas; huecos: menos de {n}. Líneas claras: los demás. Con anillo: se diferencia de "
        "los demás en esa etapa. ▲ punto alto, ▼ punto bajo, ◆ momento de la verdad."
    ),
    "side_moments": "momentos de la verdad",
    "side_matrix": "Etapa por etapa",
    "side_matrix_note": (
        "La media de una etapa depende de lo que se habla en ella: dos segmentos pueden "
        "diferenciarse en una etapa porque pasan por puntos de contacto distintos. Etapas y "
        "puntos de contacto se corrigen juntos."
    ),
    "side_touchpoints": "Punto de contacto por punto de contacto",
    "side_undated": "{documents} sin fecha no pertenecen a ningún período.",
    "wave_named": "{name}: {span}",
    "less_than": "< {n}",
    "p_value": "p",
    "q_value": "q",
    "what_was_read": "Qué se leyó",
    "true": "sí",
    "false": "no",
    "total": "Total",
    "quarantine": "Lo que no se pudo leer",
    "quarantine_none": "Todo se pudo leer.",
    "quarantine_rows_one": "{n} fila en cuarentena",
    "quarantine_rows_other": "{n} filas en cuarentena",
    "reason": "Motivo",
    "files": "Archivos",
    "rows": "Filas",
    "duplicates": "Repetidos",
    "quarantined": "En cuarentena",
    "lines": "Filas del archivo",
    "downloads": "Para descargar",
    "no_figure_text": "Gráfico sin descripción",
    "cell_failed": "Esta parte no se pudo calcular.",
    "from_notebook": "Nota del cuaderno",
    # words of the tables
    "language_pt": "portugués",
    "language_es": "español",
    "language_en": "inglés",
    "language_und": "idioma desconocido",
    "source_interview": "entrevista",
    "source_review": "reseña",
    "source_chat": "chat",
    "source_ticket": "ticket",
    "source_survey": "encuesta",
    "source_social": "red social",
    "source_frontline": "primera línea",
    "channel_web": "sitio web",
    "channel_app": "aplicación",
    "channel_store": "tienda",
    "channel_phone": "teléfono",
    "channel_chat": "chat",
    "channel_email": "correo electrónico",
    "channel_social": "redes sociales",
    "channel_carrier": "transportista",
    "channel_product": "producto",
    "channel_mail": "correo postal",
    "channel_in_person": "en persona",
    "emotion_frustration": "frustración",
    "emotion_disappointment": "decepción",
    "emotion_worry": "preocupación",
    "emotion_satisfaction": "satisfacción",
    "emotion_gratitude": "gratitud",
    "emotion_surprise": "sorpresa",
    "emotion_none": "ninguna",
    "owner_marketing": "marketing",
    "owner_sales": "ventas",
    "owner_commercial": "comercial",
    "owner_product": "producto",
    "owner_ecommerce": "comercio electrónico",
    "owner_digital": "digital",
    "owner_logistics": "logística",
    "owner_operations": "operaciones",
    "owner_support": "atención al cliente",
    "owner_customer_service": "atención al cliente",
    "owner_it": "TI",
    "owner_finance": "finanzas",
    "owner_pricing": "precios",
    "owner_store": "tiendas",
    "owner_stores": "tiendas",
    "owner_retail": "tiendas",
    "owner_third_party": "terceros",
    "owner_crm": "CRM",
    "owner_quality": "calidad",
    "owner_facilities": "instalaciones",
    "owner_hr": "recursos humanos",
    "owner_purchasing": "compras",
    "owner_loyalty": "fidelización",
    # topics
    "topic": "Tema",
    "topics_title": "De qué hablan las personas",
    "topics_note": (
        "Temas encontrados en lo que dicen las personas, en todos los idiomas juntos; {n} "
        "frases dicen demasiado poco para tener un tema."
    ),
    "topics_stability": (
        "En nuevas muestras los temas vuelven con {value} (1 es siempre, 0 es el azar)."
    ),
    "topics_measures": (
        "G²: cuán improbable es que la diferencia de uso sea azar (por encima de 6,6, menos "
        "del 1 %). Efecto: cuántas veces se duplica el uso frente a los otros temas. NPMI: 1 "
        "cuando las palabras nunca se separan, 0 cuando es azar."
    ),
    "topics_none": "No se encontró ningún tema.",
    "topic_unnamed": "tema sin palabras propias",
    "topic_known": "En el libro de códigos",
    "topic_new": "nuevo",
    "topic_decided": "decidido por personas",
    "topic_central": "Frases centrales",
    "topic_boundary": "En la frontera",
    "topic_or": "o:",
    "topic_phrases": "Expresiones que distinguen el tema",
    "topic_phrase": "Expresión",
    "topic_elsewhere": "En otros temas",
    "topic_effect": "Efecto",
    "topic_pairs": "Palabras que van juntas",
    "topic_uses": "Usos",
    "topic_lines": "Las expresiones en contexto",
}

# What each sheet of an exported workbook holds, by its name.
SHEETS: dict[str, str] = {
    "about": (
        "Tablas ordenadas: un tipo de fila por hoja; los ids las unen. Primero se cuentan "
        "personas: el intervalo de un valor (low, high) es del 95 % sobre personas. El "
        "sentimiento va de -2 a +2. Una comilla (') delante de un texto impide que se "
        "ejecute como fórmula."
    ),
    "segments": "una fila por segmento: personas, período, sentimiento medio, valoración, NPS",
    "sources": "de dónde viene el material de cada segmento",
    "stages": "una fila por segmento y etapa",
    "touchpoints": "una fila por segmento y punto de contacto; grado 'gap' donde nadie habla de él",
    "findings": "dolores y deleites; likely_low y likely_high son las personas que contaría un lector atento",
    "evidence": "las frases a favor y en contra de cada hallazgo",
    "quotes": "lo que dijeron los clientes, con archivo y lugar",
    "paths": "pasos de una etapa a otra",
    "tallies": "personas por canal y emoción de una etapa",
    "accuracy": "cuántas veces acierta la máquina, por idioma",
    "drivers": "cómo los puntos de contacto van con la valoración o el NPS",
    "moments": "momentos de la verdad",
    "coverage": "personas y menciones por etapa y fuente",
    "saturation": "cuánto añade cada entrevista más",
    "saturation_steps": "cuántos códigos se oyen tras tantas entrevistas",
    "rollups": "las etapas sumadas",
    "promises": "lo prometido y lo recibido",
    "opportunities": "oportunidades y acciones",
    "blueprint": "lo que hay detrás de cada etapa",
}

# ---- sheets that people code by hand ----

SHEET_COLUMNS: dict[str, str] = {
    "utt_id": "utt_id",
    "lang": "Idioma",
    "before": "Antes",
    "text": "Frase",
    "after": "Después",
    "kind": "Tipo",
    "valence": "Sentimiento",
    "gap": "Promesa",
    "stage": "Etapa",
    "touchpoint": "Punto de contacto",
    "touchpoint_2": "Otro punto de contacto",
    "notes": "Observaciones",
    "coder": "Quién codifica",
}
# What a coder reads first: a heading and its text, column by column.
CODING_GUIDE: tuple[tuple[str, str], ...] = (
    (
        "Cómo codificar",
        "Lea la frase de la columna Frase y rellene las columnas vacías. Juzgue solo lo "
        "que dice la frase; lo de antes y lo de después ayuda a entenderla y no se juzga. "
        "Escriba su nombre en Quién codifica. Deje en blanco lo que no sepa. Codifique a "
        "solas: quien compara antes de terminar no mide acuerdo.",
    ),
    (
        "Tipo",
        "dolor: algo salió mal o faltó. deleite: algo gustó. deseo: petición o "
        "sugerencia, sin queja. hecho: ninguno de los tres.",
    ),
    (
        "Sentimiento",
        "−2 muy negativo, −1 negativo, 0 neutro, 1 positivo, 2 muy positivo; también "
        "cuando solo se da a entender. En la ironía vale lo que se quiso decir.",
    ),
    (
        "Promesa",
        "sí, si lo que se esperaba, se prometió o se anunció se compara con lo que llegó, "
        'para bien o para mal ("llegó antes de la fecha"). no, en los demás casos; "como '
        'se describe" es no.',
    ),
    (
        "Etapa",
        "El momento del viaje del que habla la frase; ninguna, si no se puede saber.",
    ),
    (
        "Punto de contacto",
        "El contacto del que habla la frase. Si son dos, use también la columna de al "
        "lado; ninguna, si no habla de ninguno.",
    ),
)
# What the built-in stages take in.
STAGE_GUIDE: dict[str, str] = {
    "discover": "enterarse de que existe: anuncios, recomendaciones",
    "compare": "opciones, precios, si vale la pena",
    "purchase": "pedido, caja, pago, existencias",
    "receive": "entrega, embalaje, llegada, primeros pasos; llegó roto",
    "use": "el propio producto o servicio en uso",
    "support": "ayuda, cambio, devolución, reembolso, queja",
    "stay": "volver a comprar, recomendar, cancelar, irse",
}

# ---- speakers and company turns (ingest) ----

# Words that stand for a role in a label or a role column; (a), /a and numbers are dropped before.
ROLE_LABELS: dict[str, tuple[str, ...]] = {
    "interviewer": (
        "entrevistador", "entrevistadora", "entrev", "entr", "ent", "moderador", "moderadora", "mod",
        "facilitador", "facilitadora", "investigador", "investigadora", "pregunta", "encuestador",
        "encuestadora",
    ),
    "customer": (
        "entrevistado", "entrevistada", "participante", "part", "cliente", "clienta", "consumidor",
        "consumidora", "respondiente", "respuesta", "usuario", "usuaria", "encuestado", "encuestada",
        "comprador", "compradora", "huésped", "pasajero", "pasajera", "paciente", "reclamante",
        "solicitante", "usuario final",
    ),
    "agent": (
        "agente", "asesor", "asesora", "operador", "operadora", "ejecutivo", "ejecutiva", "asistente",
        "teleoperador", "teleoperadora", "soporte", "atención al cliente", "vendedor", "vendedora",
        "asistente virtual", "gestor", "gestora",
    ),
    "company": ("empresa", "tienda", "marca", "respuesta de la empresa", "comercio", "proveedor"),
    "frontline": (
        "empleado", "empleada", "colaborador", "colaboradora", "dependiente", "dependienta", "cajero",
        "cajera", "recepcionista", "repartidor", "repartidora", "encargado", "encargada",
    ),
}  # fmt: skip
# Names under which many people write; they are nobody in particular.
ANONYMOUS: tuple[str, ...] = (
    "anónimo", "anónima", "usuario", "usuaria", "un usuario de google", "usuario de google", "cliente",
    "cliente de amazon", "consumidor", "no informado", "no identificado", "sin nombre", "visitante",
)  # fmt: skip
# Letters used as labels, who asks before who answers: E: … P: …
INITIALS: tuple[tuple[str, str], ...] = (
    ("e", "p"), ("p", "r"), ("e", "r"), ("m", "p"), ("i", "e"), ("e", "c"), ("m", "r"), ("i", "p"),
)  # fmt: skip
# Words before a colon that are nobody: "Fecha: 12/03", "Obs.: sin audio".
NOT_SPEAKERS: tuple[str, ...] = (
    "nota", "notas", "obs", "observación", "observaciones", "fecha", "lugar", "hora", "duración",
    "tema", "asunto", "proyecto", "título", "resumen", "archivo", "ejemplo", "por ejemplo",
    "atención", "importante", "conclusión", "objetivo", "contexto", "enlace", "total", "agenda",
    "participantes", "asistentes", "idioma", "edad", "ciudad", "profesión", "ocupación", "perfil",
    "pros", "contras", "p.d", "pd", "resultado", "detalle", "o sea", "problema", "teléfono",
)  # fmt: skip
# What companies write in their answers and customers hardly ever do (lower case).
COMPANY_PHRASES: tuple[str, ...] = (
    "lamentamos la", "lamentamos profundamente", "nos gustaría disculparnos", "queremos disculparnos", "según lo conversado", "estamos revisando su", "estamos revisando tu",
    "agradecemos su contacto", "agradecemos tu contacto", "agradecemos que", "agradecemos su",
    "gracias por contactar", "gracias por contactarnos", "gracias por comunicarse",
    "gracias por comunicarte", "gracias por escribirnos", "gracias por su mensaje",
    "quedamos a su disposición", "quedamos a tu disposición", "estamos a su disposición",
    "estamos a tu disposición", "quedamos atentos", "pedimos disculpas", "le pedimos disculpas",
    "te pedimos disculpas", "nuestras disculpas", "nuestras más sinceras disculpas",
    "lamentamos lo ocurrido", "lamentamos que", "lamentamos las molestias", "lamentamos el",
    "lamentamos los", "sentimos mucho", "sentimos las molestias", "sentimos lo ocurrido",
    "disculpe las molestias", "disculpa las molestias", "nuestro equipo", "nuestros clientes",
    "nuestro servicio", "nuestros canales", "nos pondremos en contacto", "nos comunicaremos",
    "le informamos", "te informamos", "informamos que", "hemos verificado", "hemos revisado su",
    "hemos revisado tu", "estimado cliente", "estimada cliente", "apreciado cliente",
    "cualquier duda estamos", "cualquier duda, estamos", "su solicitud ha sido", "su caso ha sido",
    "defensor del cliente",
)  # fmt: skip
COMPANY_SIGN_OFFS: tuple[str, ...] = ("atentamente", "cordialmente", "el equipo de", "equipo de")
MONTHS: tuple[tuple[str, ...], ...] = (
    ("enero", "ene"), ("febrero", "feb"), ("marzo", "mar"), ("abril", "abr"), ("mayo", "may"),
    ("junio", "jun"), ("julio", "jul"), ("agosto", "ago"), ("septiembre", "setiembre", "sep", "sept", "set"),
    ("octubre", "oct"), ("noviembre", "nov"), ("diciembre", "dic"),
)  # fmt: skip
# Headings above the words themselves in notes made by machines; what stands before is a summary.
TRANSCRIPT_HEADINGS: tuple[str, ...] = ("transcripción", "transcripción completa")
# Lines that the recorder writes, nobody says.
RECORDER_LINES: tuple[str, ...] = (
    "inició la transcripción", "detuvo la transcripción", "ha iniciado la transcripción",
    "ha detenido la transcripción", "multimedia omitido", "imagen omitida", "audio omitido",
    "sticker omitido", "documento omitido", "video omitido", "archivo adjunto", "mensaje eliminado",
    "eliminó este mensaje", "eliminaste este mensaje", "se eliminó este mensaje",
    "cifrados de extremo a extremo", "cifradas de extremo a extremo", "llamada perdida",
)  # fmt: skip
# What people call the columns of promises.csv and actions.csv, and how far an action has come.
FORM_NAMES: dict[str, tuple[str, ...]] = {
    "touchpoint": ("punto de contacto",),
    "stage": ("etapa", "fase"),
    "segment": ("segmento", "persona"),
    "promise": ("promesa",),
    "said_in": ("donde", "donde se promete", "dicho en"),
    "action_id": ("codigo", "id de la accion"),
    "action": ("accion", "oportunidad", "mejora"),
    "finding_id": ("hallazgo", "id del hallazgo"),
    "impact": ("impacto",),
    "effort": ("esfuerzo",),
    "owner": ("responsable", "area responsable"),
    "due": ("plazo", "fecha limite", "vencimiento"),
    "status": ("situacion", "estado"),
    "to_be": ("estado futuro", "como debe ser", "como deberia ser"),
    "author": ("autor", "autora", "quien"),
    "date": ("fecha",),
}
STATUS_WORDS: dict[str, tuple[str, ...]] = {
    "idea": ("propuesta", "sugerencia"),
    "planned": ("planificada", "planificado", "planeada", "planeado", "prevista", "por hacer"),
    "doing": ("en curso", "en marcha", "haciendo", "iniciada"),
    "done": ("hecha", "hecho", "terminada", "terminado", "completada", "lista"),
    "dropped": ("descartada", "descartado", "abandonada", "abandonado", "cancelada", "cancelado"),
}
# Names of columns in files nobody has mapped, best first (lower case, without accents).
COLUMN_NAMES: dict[str, tuple[str, ...]] = {
    "text": (
        "texto", "comentario", "comentarios", "opinion", "opiniones", "resena", "queja", "reclamo",
        "reclamacion", "relato", "descripcion", "mensaje", "respuesta abierta", "contenido",
        "intervencion", "verbatim", "respuesta", "motivo", "por que dio esa nota",
    ),
    "title": ("titulo", "asunto"),
    "rating": ("estrellas", "calificacion", "puntuacion", "valoracion", "nota", "puntaje"),
    "nps": ("nps", "recomendaria", "probabilidad de recomendar"),
    "date": (
        "fecha", "fecha y hora", "fecha/hora", "fecha de la opinion", "fecha de envio", "marca temporal",
        "fecha de creacion", "creado el", "fecha respuesta",
    ),
    "participant": (
        "participante", "cliente", "codigo de cliente", "codigo cliente", "id cliente", "usuario",
        "nombre", "encuestado", "correo", "email",
    ),
    "segment": ("segmento", "perfil", "persona", "grupo", "tipo de cliente"),
    "channel": ("canal", "origen", "medio"),
    "id": ("id", "codigo", "id opinion", "folio"),
    "thread": (
        "conversacion", "id de la conversacion", "id conversacion", "caso", "ticket", "entrevista",
        "numero de caso", "folio",
    ),
    "position": ("posicion", "orden", "turno", "secuencia"),
    "speaker": ("hablante", "autor", "remitente", "quien", "quien habla", "de"),
    "role": ("rol", "papel", "tipo de autor"),
    "seconds": ("segundos", "tiempo", "inicio", "minuto"),
    "reply": ("respuesta de la empresa", "respuesta del desarrollador", "respuesta de la tienda"),
}  # fmt: skip
