"""Portuguese: the words the rooms need to know."""

CODE = "pt"

# ---- speech and cleaning (prepare, ingest) ----------------------------------------------------

# What people's machines and transcribers write inside brackets: [risos], (inaudível).
NOISE_WORDS: tuple[str, ...] = (
    "risos", "riso", "risadas", "risada", "ri", "rindo", "inaudível", "inaudivel", "inaud.",
    "incompreensível", "imperceptível", "impercetível", "ininteligível", "não audível", "pausa",
    "pausa longa", "silêncio", "música", "música de fundo", "ruído", "ruídos", "barulho",
    "aplausos", "tosse", "tossindo", "sobreposição de vozes", "vozes sobrepostas",
    "falas simultâneas", "interrupção", "transcrição automática", "fim da gravação",
    "início da gravação", "editado pelo reclame aqui",
)  # fmt: skip
# Labels that stand before a colon at the start of a turn; a number may follow (Participante 3).
SPEAKER_LABELS: tuple[str, ...] = (
    "entrevistador", "entrevistadora", "entrevistador(a)", "entrevistado", "entrevistada",
    "entrevistado(a)", "ent", "entr", "moderador", "moderadora", "moderador(a)", "mediador",
    "mediadora", "facilitador", "facilitadora", "participante", "pesquisador", "pesquisadora",
    "investigador", "investigadora", "cliente", "consumidor", "consumidora", "atendente", "agente",
    "falante", "orador", "oradora", "locutor", "locutora", "inquirido", "inquirida",
)  # fmt: skip
# Sounds that carry no opinion when they are all that was said ("bom" and "claro" do carry one).
FILLERS: tuple[str, ...] = (
    "né", "aham", "ahã", "uhum", "uhm", "hum", "humm", "hmm", "hm", "hã", "ah", "eh", "ahn", "ãh",
    "oh", "ó", "ai", "ué", "mm", "mhm", "tipo",
)  # fmt: skip
# Words whose full stop never ends a sentence, without the stop.
ABBREVIATIONS: tuple[str, ...] = (
    "sr", "sra", "srs", "sras", "srta", "dr", "dra", "drs", "prof", "profa", "profª", "eng",
    "enga", "av", "exmo", "exma", "ilmo", "ilma", "ex", "obs", "d", "gov", "vs",
)  # fmt: skip
# Words whose full stop ends a sentence unless a number follows: "n. 5", but "disse que no."
NUMBER_ABBREVIATIONS: tuple[str, ...] = (
    "r", "tel", "cel", "fone", "nº", "n", "no", "nr", "núm", "num", "pág", "pag", "págs", "p",
    "pp", "vol", "art", "cap", "apto", "ap", "bl", "cx", "jan", "fev", "mar", "abr", "mai", "jun",
    "jul", "ago", "set", "out", "nov", "dez", "ref",
)  # fmt: skip
# Words whose full stop ends a sentence unless a small letter follows.
OPEN_ABBREVIATIONS: tuple[str, ...] = (
    "ltda", "cia", "min", "máx", "mín", "aprox", "etc", "qtd", "qtde", "seg", "att", "tb", "tbm",
    "vc",
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
    "meu nome é", "meu nome e", "me chamo", "chamo-me", "aqui é a", "aqui é o",
    "aqui quem fala é a", "aqui quem fala é o", "quem fala é a", "quem fala é o", "em nome de",
    "no nome de", "nome:", "nome completo:", "titular:", "com quem falo?",
)  # fmt: skip
# The surest of them, after which a name is taken in lower case too.
OWN_NAME_CUES: tuple[str, ...] = ("meu nome é", "meu nome e", "me chamo", "chamo-me")
# Words before a name in address. After a firm one ("Prezada Ana") a capital is enough; after a
# loose one ("Olá Ana,") the name must also end the phrase.
GREETINGS_FIRM: tuple[str, ...] = (
    "prezado", "prezada", "prezado(a)", "prezado sr.", "prezada sra.", "caro", "cara", "caro(a)",
    "querido", "querida", "estimado", "estimada", "exmo. sr.", "exma. sra.",
)  # fmt: skip
GREETINGS: tuple[str, ...] = (
    "olá", "ola", "oi", "oii", "oie", "bom dia", "boa tarde", "boa noite", "tudo bem",
)  # fmt: skip
# Titles and posts that stand right before a person's name: "a atendente Carla".
TITLES: tuple[str, ...] = (
    "sr", "sra", "srta", "dr", "dra", "senhor", "senhora", "dona", "dom", "prof", "profa",
    "atendente", "vendedor", "vendedora", "funcionário", "funcionária", "operador", "operadora",
    "técnico", "técnica", "gerente", "recepcionista", "entregador", "motorista", "consultor",
    "consultora",
)  # fmt: skip
# Words after which a name signs the text, on the same line or the next.
SIGN_OFFS: tuple[str, ...] = (
    "atenciosamente", "atentamente", "att", "abs", "abraço", "abraços", "abraco", "abracos",
    "cordialmente", "respeitosamente", "grato", "grata", "cumprimentos",
    "com os melhores cumprimentos", "melhores cumprimentos", "os meus cumprimentos", "saudações",
    "beijos", "bjs", "assinado", "ass",
)  # fmt: skip
# Words between the parts of a name.
NAME_LINKS: tuple[str, ...] = ("da", "de", "do", "das", "dos", "e")
# Capitalised words after a greeting or a cue that are nobody's name.
NOT_NAMES: tuple[str, ...] = (
    "a", "ao", "aos", "as", "o", "os", "um", "uma", "no", "na", "nos", "de", "do", "da", "em", "e",
    "eu", "ele", "ela", "eles", "vocês", "você", "vc", "vcs", "meu", "minha", "meus", "esse",
    "essa", "este", "esta", "isso", "isto", "equipe", "equipa", "time", "cliente", "clientes",
    "senhor", "senhora", "senhores", "senhoras", "sr", "sra", "srs", "consumidor", "consumidora",
    "consumidores", "usuário", "usuária", "amigo", "amiga", "amigos", "pessoal", "gente", "galera",
    "todos", "todas", "tudo", "bom", "boa", "bem", "dia", "tarde", "noite", "muito", "muita",
    "espero", "gostaria", "quero", "queria", "venho", "estou", "estamos", "fiz", "comprei",
    "preciso", "solicito", "recebi", "sou", "agradecemos", "agradeço", "lamentamos", "sentimos",
    "informamos", "sobre", "por", "para", "pela", "pelo", "pelos", "pelas", "com", "como", "se",
    "que", "quando", "onde", "porque", "não", "nao", "sim", "já", "só", "mas", "foi", "fui", "é",
    "está", "há", "tenho", "tem", "ainda", "mais", "hoje", "ontem", "segue", "conforme", "após",
    "desde", "ninguém", "alguém", "atendimento", "atendente", "suporte", "empresa", "loja",
    "central", "gerente", "gerência", "diretor", "diretoria", "sac", "ouvidoria", "banco", "site",
    "app", "aplicativo", "entregador", "motorista", "deus", "reclame", "aqui", "pedido", "produto",
    "compra", "conta", "obrigado", "obrigada", "prezado", "prezada", "olá", "oi", "att",
    "atenciosamente", "lamento", "desculpe", "infelizmente", "entendemos", "errado", "correto",
    "diferente", "gostaríamos", "caso", "favor", "viemos", "referente", "informo", "pedimos",
    "peço", "verificamos", "identificamos", "entrei", "entramos", "fico", "ficamos", "podem",
    "pode", "poderia", "vi", "vou", "vamos", "sua", "seu", "seus", "suas", "nossa", "nosso",
    "outro", "outra", "terceiros", "brasil", "portugal", "segunda", "terça", "quarta", "quinta",
    "sexta", "sábado", "domingo", "janeiro", "fevereiro", "março", "abril", "maio", "junho",
    "julho", "agosto", "setembro", "outubro", "novembro", "dezembro", "natal",
)  # fmt: skip
# Words near a bare number that make it a document or a telephone number.
ID_WORDS: tuple[str, ...] = ("cpf", "cnpj", "nif", "nie", "dni", "contribuinte", "documento")
PHONE_WORDS: tuple[str, ...] = (
    "telefone", "telefones", "tel", "fone", "celular", "cel", "whatsapp", "whats", "zap",
    "telemóvel", "telemovel", "contato", "contacto", "ligue", "liguei", "ligar", "ligaram",
    "número", "fax",
)  # fmt: skip
# Words that make a speaker's name a company's: such a name is not masked in the text.
ORGANISATION_WORDS: tuple[str, ...] = (
    "suporte", "atendimento", "equipe", "equipa", "central", "sac", "ouvidoria", "loja", "empresa",
    "assistente", "virtual", "robô", "bot", "chatbot", "sistema", "ltda", "serviço", "apoio",
)  # fmt: skip
# Names that are also words: alone, they are masked only with a capital inside a sentence.
AMBIGUOUS_NAMES: tuple[str, ...] = (
    "rosa", "vitória", "vitoria", "luz", "sol", "mar", "pilar", "rei", "reis", "branco", "preto",
    "leal", "leite", "costa", "campos", "ramos", "rios", "serra", "pinto", "ferro", "cruz",
    "prado", "graça", "esperança", "glória", "aurora", "linda", "bela", "clara", "bruto",
    "valente", "franco", "moreno", "moreira", "pereira", "oliveira", "machado", "coelho",
    "carneiro", "cordeiro", "lobo", "leão", "pinho", "rocha", "pedra", "ribeiro", "fontes",
    "santos", "santo", "natal", "domingos", "junior", "júnior", "neto", "filho", "sobrinho",
    "margarida", "violeta", "hortênsia", "íris", "salvador", "paz", "conceição", "assunção",
    "dores", "socorro", "amparo", "fé", "céu", "estrela", "flor", "jasmim", "real", "bom",
    "castelo", "porto", "vale", "guerra", "marques", "barros", "matos", "mata", "lima", "pena",
    "amado",
)  # fmt: skip
# Words before a place or a shop, and hardly ever before a person.
PLACE_WORDS: tuple[str, ...] = ("na", "no")
# How "@" and "." are said aloud in an e-mail address.
AT_WORDS: tuple[str, ...] = ("arroba",)
DOT_WORDS: tuple[str, ...] = ("ponto",)
# Words before a number that is the company's, not the person's.
ORDER_WORDS: tuple[str, ...] = (
    "pedido", "protocolo", "nota", "nf", "rastreio", "rastreamento", "código", "ticket", "chamado",
    "encomenda", "fatura", "referência", "processo", "reserva", "lote", "série",
)  # fmt: skip

# ---- feeling (analyse) ------------------------------------------------------------------------

# Words that carry feeling: lower case without accents; a final * is any ending, _ is a space.
PRAISE: str = """
    bom boa bons boas bem bonit* legal legais bacana gostos* gostei gosto gostamos gostando agradav* agrad*
    simpatic* educad* gentil gentis gentilez* atencios* prestativ* cordial* cordiais amav* amistos* acolhed*
    receptiv* competent* profissiona* eficient* eficaz* eficacia rapid* rapidez agil ageis agilidade pontual*
    pontualidade facil* facilidade pratic* praticidade simples intuitiv* clar* completo completa organizad*
    limp* limpinh* cheiros* confortav* conforto comod* aconchegant* espacos* silencios* tranquil* calm*
    segur* confiav* confianc* honest* transparent* just* barat* economic* acessiv* gratis gratuit* vantaj*
    vantagem vantagens otimizad* moderno moderna modern* novinh* intact* resistent* duravel duraveis robust*
    util uteis utilidade funcional funcion* resolvid* resolveu resolveram resolvi consegui conseguiram
    ajudou ajudaram ajuda_muito recomendo recomend* indico indicad* aprov* satisf* content* feliz felizes
    alegr* curti* adequad* corret* certinh* direitinh* conforme dentro_do_prazo antes_do_prazo no_prazo
    vale_a_pena valeu_a_pena vale_muito valeu obrigad* grat* agradec* parabens sucesso qualidade capricho
    caprichad* farto farta fartos variad* variedade delicios* saboros* fresc* apetitos* elegant* charmos*
    bem_localizad* bem_embalad* bem_feit* bem_acabad* fiel fieis leal positiv* divertid* interessant*
    inteligent* criativ* emocionant* melhor* superior* excedeu superou superaram surpreend* nada_mal
    nao_e_ruim nada_a_reclamar nada_a_reclama sem_problema* sem_defeito* sem_burocracia sem_complica*
    sem_demora sem_fila* sem_reclama* nota_10 nota_dez 5_estrelas cinco_estrelas acima_do_esperado
    compens* cumpr* impecav* cuidado* zelos* fofo fofa lind* charme belo bela belos belas joia show top
    fixe porreir* giro gira impecavel cinco_estrelas desconto brinde sorri* elogi* carinh* respeitos*
    disponivel solict* solicit* suav* macio macia leve ideal confortab* praz* bacan* massa daora dahora
"""
STRONG_PRAISE: str = """
    excelen* otim* perfeit* maravilh* fantastic* incriv* sensaciona* espetacular* extraordinar* excepciona*
    fabulos* divin* magnific* amei amo adorei adoro adoramos amamos apaixon* encant* deslumbrant* genial
    genia* nota_mil nota_1000 super_recomendo recomendo_muito impressiona* insuperav* imbativ* fenomena*
    esplendid* brilhant* primoros* sublime melhor_que melhores_do o_melhor a_melhor muito_bom muito_boa
    topissim* lindissim* otimissim* sem_palavras de_parabens 100% show_de_bola mil_maravilhas espetacul*
    espectacular* brutal bestial excelent* impecab* maximo
"""
BLAME: str = """
    ruim ruins mal mau maus ma fraco fraca frac* feio feia fei* lent* lentidao demor* atras* devagar caro cara
    caros caras carissim* abusiv* salgado salgada dificil dificeis dificuldade* complicad* confus* chato
    chata chat* cansativ* irritad* irrit* incomod* desagrad* desconfort* apertad* pequen* barulh* ruid*
    suj* sujeira fedor fedid* cheiro_ruim mau_cheiro mofo mofad* velho velha velh* gast* antig* quebr*
    partid* rasg* amass* danificad* danific* estrag* defeit* defeituos* falh* falt* falta erro* errad*
    equivocad* trav* travou trava bug* bugad* cai_toda_hora caiu fora_do_ar nao_funciona parou_de pior*
    problema* reclam* queix* insatisf* decepc* desapont* desilud* frustr* trist* arrepend* chatead* revolt*
    grosseir* grosso grossa rude rudes mal_educad* maleducad* antipatic* arrogant* desatent* descas*
    desrespeit* despreparad* incompet* desorganiz* bagunc* desleix* negligen* ignor* mentir* mentiros* engan*
    engano falso falsa fals* duvidos* suspeit* perig* risco inseguranc* insegur* medo preocup* prejuiz*
    perd* perdi sem_resposta sem_retorno sem_solucao sem_sucesso nunca_chegou nao_chegou nao_recebi ate_agora
    ate_hoje ate_o_momento nada_foi ninguem descaso espera esperando aguardando_ha fila filas lotad* chei*
    cobran* cobrad*_indev* indevid* taxa_extra multa* cancelar* cancelad* cancel* bloque* recus* negad* negar*
    impedid* impossiv* inviav* inutil inuteis desnecess* insuficient* escass* limitad* poucas pouco_pratico
    ultrapassad* desatualizad* fri* fria sem_sabor sem_gosto insoss* cru crua estranh* esquisit* desist*
    descumpr* diferent*_d* veio_errado faltando faltou incomplet* burocra* dor_de_cabeca estress* cuidado_com
    deixa_a_desejar deixou_a_desejar deixam_a_desejar a_desejar nao_vale perda_de_tempo nao_recomendo avariad*
    avaria* mau_estado caiu_aos frag* barato_sai_caro constrang* invadid* clonad* golpe* avariou rachad*
    risc* manchad* mancha* desbotad* encolh* solt* descol* vazand* vazament* enferruj* torto torta mole
    tarda tard* chatic* lixo_de insatisfeit* escur* desconfi* absurdo_preco carente infelizmente lament*
"""
STRONG_BLAME: str = """
    pessim* horriv* terriv* horror* horroros* lixo porcaria merda bosta nojo nojent* nojeira lamentav* ridicul*
    absurd* vergonh* inaceitav* inadmissiv* intolerav* pavoros* odiei odeio odi* detest* deploravel deplorav*
    desastr* catastrof* pesadelo fraude fraudulent* golpista* ladrao ladroes ladra roubo roub* furt* furtad*
    nunca_mais jamais_compr* nao_recomendo_a palhacada picaret* safad* descarad* criminos* crime procon justica
    processar* pior_empresa pior_atendimento o_pior a_pior muito_ruim ruim_demais muito_mal indignad* indigna*
    revoltad* revoltant* furios* raiva odio humilh* desumano desuman* caloteir* calote estelionat* propaganda_enganosa
    trapac* enganos* imprestav* insuportav* abandon* aldrab* burla burlad* vigaric* porcari* asqueros* insult*
"""
NEGATIONS: tuple[str, ...] = (
    "nao", "nunca", "jamais", "nem", "nenhum", "nenhuma", "sem", "nada", "ninguem", "n", "ñ", "tampouco",
    "longe_de", "deixou_de", "em_vez_de", "ao_inves_de",
)  # fmt: skip
BOOSTERS: tuple[str, ...] = (
    "muito", "muita", "muitos", "muitas", "mto", "mt", "mta", "super", "bem", "tao", "demais", "extremamente",
    "totalmente", "absolutamente", "bastante", "realmente", "completamente", "hiper", "mega", "ultra",
    "altamente", "verdadeiramente", "imenso", "imensamente", "tanto", "tanta", "incrivelmente", "sempre",
)  # fmt: skip
DAMPERS: tuple[str, ...] = (
    "pouco", "pouca", "um_pouco", "meio", "quase", "relativamente", "razoavelmente", "algo", "apenas", "mais_ou_menos",
    "nem_tanto", "talvez", "um_bocado", "um_tanto", "levemente", "razoavel", "mediano", "mediana", "regular", "ok",
)  # fmt: skip
# Words after which the second half of a sentence weighs more.
BUT_WORDS: tuple[str, ...] = (
    "mas", "porem", "so_que", "contudo", "entretanto", "no_entanto", "todavia", "apesar", "embora", "mais_porem",
)  # fmt: skip
# Words at which a sentence may turn: before them stands one thing, from them on another. Those that
# often mean something else do so only after a comma.
ADVERSATIVES: tuple[str, ...] = (
    "mas", "porém", "só que", "no entanto", "entretanto", "contudo", "todavia", ", já", "ao passo que",
    "enquanto que", "em compensação", "em contrapartida", "por outro lado", "infelizmente",
    "felizmente", "lamentavelmente", "pena que", "o único problema", "o único senão",
    "o único ponto negativo", "único ponto negativo", "ponto negativo", "ponto positivo",
    "o problema é", "o ruim é", "o mau é", "o pior é", "o pior foi", "a única coisa", "o que salva",
    ", de resto", ", no mais", ", só", ", pena",
)  # fmt: skip
# Words that open the weaker of two clauses, which ends at a comma where the sentence begins with it.
CONCESSIVES: tuple[str, ...] = (
    "embora", "apesar", "ainda que", "se bem que", "mesmo que", "mesmo com", "mesmo sendo", "mesmo sem",
    "não obstante", "tirando", "exceto", "excepto", "salvo", "com exceção", "à exceção", ", fora", "a não ser",
    ", menos", ", enquanto", "por mais que",
)  # fmt: skip
# After such an opening the next turn adds to it or answers it: "não só barato, mas bom", "pensei que ia
# ser ruim, mas adorei".
BINDING_OPENINGS: tuple[str, ...] = (
    "não só", "não apenas", "não somente", "não é só", "não foi só", "não são só", "não unicamente",
    "pensei que", "pensava que", "achei que ia", "achei que fosse", "achei que seria", "achava que",
    "imaginei que", "imaginava que", "esperava que", "prometeram", "disseram que", "falaram que",
    "garantiram que", "deram um prazo", "deram prazo", "o prazo era", "o prazo de entrega era", "passou o prazo",
    "na foto era", "na foto parecia", "nas fotos era", "nas fotos parecia", "era suposto", "era para",
)  # fmt: skip
# Phrases that hold one of these words and turn nothing.
FIXED_TURNS: tuple[str, ...] = (
    "mas também", "mas sim", "mas ainda", "mas é claro", "mas tudo bem", "mas ok", "mas enfim",
    "mas paciência", "mas fazer o quê", "o bom e o mau", "mas que", "nada mas", "mesmo assim", "de fora",
    "lá fora", "por fora", "pra fora", "para fora", "fora de", "mais ou menos", "pelo menos", "ao menos",
    "nada menos", "muito menos", "nem mais nem menos", "devagar mas bem", "lento mas bem", "já que",
    "desde já", "já não", "vale a pena", "valeu a pena", "vale pena", "que pena", "fora do", "fora da", "fora isso", "tirando isso", "apesar disso", "exceto isso", "não obstante isso",
)  # fmt: skip
# Cues of what a sentence does rather than how it feels.
CUES: dict[str, str] = {
    "wish": """gostaria queria poderia* podiam podia deveri* devia* seria_bom seria_otimo sugiro sugest*
        tomara oxala espero_que quem_dera preciso precis* solicito solicitar peco favor por_favor pfv quero
        desejo aguardo ajudem me_ajud* precisam falta_um podiam_ter melhorar melhorem""",
    "promise": """promet* promess* prazo previst* previsao prevista combinad* anunci* anunciad* propaganda
        esperava esperavamos esperado expectativa* descri* foto garanti* garantiram disseram falaram informaram
        diziam supost* deveria* diferente errad* veio conforme acordo contratad* afirm* era_para antes_do pensei
        imaginei achei_que""",
    "thanks": "obrigad* agradec* grat* valeu gratidao abenco*",
    "worry": """preocup* medo receio temo insegur* duvida* sera_que urgente urgencia desesper* ansios* aflit*
        nervos* risco perig* como_faco desconfi* golpe fraude clonar* invad* me_ajud*""",
    "surprise": "surpres* surpreend* inesperad* nao_acredit* incriv* uau nossa chocad* espant* curios*",
    "sad": "decepc* desapont* trist* pena infelizmente lament* esperava* desilud* a_desejar",
    "angry": """absurd* vergonh* palhac* descaso desrespeit* ridicul* raiva odio indign* revolt* inaceit*
        nunca_mais ladr* roub* mentir* enrola* inadmiss*""",
    "ask": "como qual quais quando onde quanto porque por_que alguem cade sera",
    "deliver": """entreg* cheg* receb* prazo correio* transportadora frete envi* rastre* encomenda* embala*
        caixa pacote motoboy entregador* despach* portes estafeta""",
    "buy": """compr* pag* pagamento cartao boleto pix carrinho pedido finaliz* parcel* estoque loja cupom
        reserv* checkout caixa multibanco encomend* adquir*""",
    "price": "preco* valor* caro cara barat* custo promoc* desconto* oferta* compar* opcoes modelo* euros reais",
    "help": """atendimento suporte sac reclam* devol* troca* trocar reembols* estorn* garantia assistencia
        chamado protocolo contato contacto telefone email responder resposta ligar liguei ouvidoria atendente* chat
        resolver cadastro""",
    "again": """recomend* indico indica* voltar* volto novamente de_novo nunca_mais cancel* fidel* cliente_ha
        sempre_compro outra_vez renov* assinatura concorrencia conselho aconselho compr*_de_novo""",
    "discover": """anuncio propaganda conheci indicacao instagram facebook google ouvi_falar fiquei_sabendo descobri
        publicidade divulga* youtube influenc* soube""",
    "own": "eu meu minha meus minhas me mim comigo fiz comprei recebi fui estou tenho nos nossa nosso",
}  # fmt: skip
# The name of its Snowball stemmer.
STEMMER = "portuguese"
# Frequent words that tell this language from its neighbours.
COMMON_WORDS: str = """
    não nao é e o os a as um uma do da dos das no na nos nas em ao à pelo pela com que para pra mas muito foi
    são sao está tem ser você voce vc eu meu minha isso este esse mais já também tambem só até ate quando
    depois nem seu sua bom boa bem ótimo foram ainda fui ele ela eles mesmo
"""

# ---- phrases that may title a finding or name a topic (journey, analyse) ----------------------

# Words without content of their own: lower case, without accents unless the accent makes it another
# word (é, not e). A title begins or ends with no
# CLAUSE_WORDS (they part clauses) and no PREPOSITIONS; it may begin, not end, with LEADING_WORDS.
CLAUSE_WORDS: str = """
    e ou mas porem que porque pois quando enquanto se como onde embora entao so_que logo portanto ja_que
    ate_que para_que contudo todavia entretanto ai dai tipo ne inclusive alias quer_dizer ou_seja apesar
"""
# Where something happened, as customers say it: patterns on folded text (lower case, no accents).
CHANNEL_WORDS: dict[str, tuple[str, ...]] = {
    "app": (r"(?:n[oa]|pel[oa]|via|por|usando [oa]|atraves d[oa]) (?:app|aplicativo|aplicacao)\b",),
    "web": (
        r"(?:no|pelo|do|via|atraves do|num|em um) (?:site|portal|website)\b",
        r"(?:na|pela) (?:internet|web|loja virtual|loja on-?line|pagina da (?:loja|empresa))\b",
        r"\b(?:comprei|compra|comprar|compras|pedi|pedido) on-?line\b",
    ),
    "store": (
        r"(?:na|numa|em uma|ate a|(?:fui|vou|ir|fomos|foi|voltei|passei|levei|devolvi) (?:n?a|em uma|numa)) loja\b(?! (?:virtual|on-?line|de app|de aplicativ|d[oa] (?:app|apple|google|aplicativ)))",
        r"\bloja fisica\b",
        r"(?:na|numa) (?:filial|agencia)\b",
        r"\bno (?:provador|caixa da loja)\b",
    ),
    "phone": (
        r"(?:por|pelo|ao|no|via) telefone\b",
        r"\btelefonei\b",
        r"\btelefonema",
        r"\bligu?(?:ei|uei|amos|aram|ou|o) (?:para|pra|pro|pros|ao|la|e|varias|duas|tres|de novo|novamente)\b",
        r"\bligar (?:para|pra|pro|ao|la)\b",
        r"\bcall ?center\b",
        r"\b0800\b",
        r"\bligac(?:ao|oes) (?:caiu|cai|foi|com)\b",
    ),
    "chat": (
        r"(?:no|pelo|por|via|num) (?:chat|whats ?app|whats|wpp|zap)\b",
        r"\bchat ?(?:bot|on-?line|ao vivo|do (?:site|app))",
        r"\b(?:mensagem|mensagens|msg|conversa) (?:no|pelo|por|do) (?:chat|whats ?app|zap)\b",
    ),
    "email": (
        r"(?:por|pelo|no|via|um|o|meu|outro|varios|dois|tres|nenhum|os|os meus|recebi|recebo|mandei|enviei) e-?mails?\b",
    ),
    "social": (
        r"(?:no|pelo|do|ao|via) (?:instagram|insta|facebook|face|twitter|tik ?tok|youtube)\b",
        r"\bredes? socia",
    ),
    "carrier": (r"\b(?:transportadora|entregador|motoboy|carteiro|estafeta)", r"\bcorreios\b"),
    "mail": (
        r"\b(?:por|pelo|no|via) correio\b(?! eletronico)",
        r"\bpor carta\b",
        r"\bcaixa de correio\b",
    ),
    "in_person": (
        r"\bpessoalmente\b",
        r"\bpresencial",
        r"\bcara a cara\b",
        r"\b(?:no|ao|num) balcao\b",
    ),
}
# Words between two clauses that may speak of two things.
CLAUSE_BREAKS: tuple[str, ...] = ("e", "mas", "porém", "embora", "enquanto")
PREPOSITIONS: str = """
    de do da dos das em no na nos nas num numa à ao aos às por pelo pela pelos pelas para pra pro pras pros
    com sobre entre ate desde apos contra sob durante perante conforme segundo dum duma neste nesta nesse
    nessa deste desta desse dessa disso nisso nisto disto daquele daquela
"""
LEADING_WORDS: str = """
    o a os as um uma uns umas meu minha meus minhas seu sua seus suas nosso nossa este esta estes estas esse
    essa esses essas aquele aquela é nós eu voce voces vc ele ela eles elas nos a_gente e foi era sao foram eram
    esta estava estao estavam ser estar sendo ter tem tinha tenho tive teve tiveram ha havia vai vao ia fui
    muito muita muitos muitas mto mt tao mais menos bem super todo toda todos todas cada qualquer algum
    alguma outro outra outros outras qual quais quanto quanta pode podem podia posso consigo ficou fica ainda
    me te lhe lhes nao nem nunca sem nenhum nenhuma so apenas ate tambem sempre realmente
    disse diz dizem dizia falou
"""
OTHER_WORDS: str = """
    isso isto aquilo ja la aqui ali mim ti si ela ele eles elas tudo nada ninguem alguem agora hoje ontem
    amanha depois antes assim mesmo la demais dela dele deles delas gente coisa coisas vez vezes dia dias
    fazer fiz faz feito
"""
# Words of any talk, numbers and greetings among them: in a phrase, but no part of what it names.
WEAK_WORDS: str = """
    um dois duas tres quatro cinco seis sete oito nove dez onze doze quinze vinte trinta quarenta cinquenta cem mil
    primeiro primeira segundo terceiro terceira ultimo ultima oi ola ah oh eh ok vc vcs tb tbm pq hj sim claro certo obrigado obrigada
    tchau acho achei sei sabe saber diz disse dizem dizer falar falou fala quero queria
    quer querem dar deu dou vou ver vi viu olha olhe ficar precisar preciso conseguir consegui tal pessoa
    pessoas verdade nome palavra forma jeito sentir passar passou chegar pessoal favor penso pensei
    continua continuo continuar sou somos
"""
# Words that announce the name of a thing.
DETERMINERS: str = """
    o a os as um uma uns umas meu minha meus minhas seu sua seus suas nosso nossa nossos nossas do da dos das
    no na nos nas ao aos à às pelo pela pelos pelas num numa dum duma este esta estes estas esse essa esses
    essas aquele aquela deste desta desse dessa neste nesta nesse nessa nenhum nenhuma algum alguma cada outro outra
"""

# ---- labels of the map and the report (report) ------------------------------------------------

LABELS: dict[str, str] = {
    # numbers and dates
    "decimal": ",",
    "thousands": ".",
    "percent": "{n}%",
    "range": "{low} a {high}",
    "interval": "{low} a {high}",
    "months": "jan fev mar abr mai jun jul ago set out nov dez",
    "date": "{day} {month} {year}",
    "period": "{first} a {last}",
    "list_and": "{most} e {last}",
    # counts; people first
    "people_one": "{n} pessoa",
    "people_other": "{n} pessoas",
    "allowing": "com os erros da máquina, provavelmente {people}; entre pessoas como estas, {share}",
    "of_people_one": "{k} de {n} pessoa",
    "of_people_other": "{k} de {n} pessoas",
    "who_speak": "que falam disto",
    "count_note": (
        "“7 de 12 pessoas” quer dizer: das 12 que falam do ponto de contato, 7 contam "
        "essa dor ou esse encantamento."
    ),
    "mentions_one": "{n} menção",
    "mentions_other": "{n} menções",
    "documents_one": "{n} documento",
    "documents_other": "{n} documentos",
    "utterances_one": "{n} fala",
    "utterances_other": "{n} falas",
    "quotes_one": "{n} citação",
    "quotes_other": "{n} citações",
    "disagree_none": "Ninguém discorda",
    "disagree_one": "{n} pessoa discorda",
    "disagree_other": "{n} pessoas discordam",
    "segments_one": "{n} segmento",
    "segments_other": "{n} segmentos",
    # the page
    "map_title": "Mapa da jornada do cliente",
    "as_is": "Estado atual (as is)",
    "version": "Versão {version}",
    "synthetic": "Dados sintéticos",
    "synthetic_note": "Estudo de demonstração: estas pessoas e estas falas foram inventadas.",
    "study": "Estudo",
    "segment": "Segmento",
    "persona": "Persona",
    "scenario": "Cenário",
    "people": "Pessoas",
    "documents": "Documentos",
    "utterances": "Falas",
    "mentions": "Menções",
    "utterances_by_language": "Falas por idioma",
    "sources": "Fontes",
    "source": "Fonte",
    "kind": "Tipo",
    "languages": "Idiomas",
    "period_label": "Período",
    "no_dates": "sem datas",
    "feeling": "Sentimento médio",
    "feeling_scale": "de −2 a +2",
    "headlines": "O que ler primeiro",
    "no_headlines": (
        "Nenhuma dor ou encantamento foi contado por pessoas suficientes (mínimo: {n})."
    ),
    "see_evidence": "Ver no mapa",
    "the_map": "A jornada, etapa por etapa",
    "map_hint": "Cada dor, encantamento e citação abre e mostra de onde vem.",
    "trace_hint": "O código ao lado de cada citação e célula aberta serve ao comando cxlab trace, que mostra tudo em que ela se apoia.",
    "scroll_hint": "Deslize para o lado para ver todas as etapas.",
    "legend": "Como ler o mapa",
    "back_to_index": "Todos os segmentos",
    # lanes
    "lane": "Camada",
    "lane_period": "Período",
    "lane_stages": "Etapas",
    "lane_goals": "Objetivos e expectativas",
    "lane_actions": "Ações do cliente",
    "lane_touchpoints": "Pontos de contato",
    "lane_channels": "Canais",
    "lane_thoughts": "Pensamentos",
    "lane_curve": "Curva emocional",
    "lane_emotions": "Emoções",
    "lane_quotes": "Citações",
    "lane_pains": "Dores",
    "lane_delights": "Encantamentos",
    "lane_promise": "Promessa e entrega",
    "lane_metrics": "Métricas",
    "lane_owner": "Responsável",
    "lane_evidence": "Evidência",
    "period_before": "Antes",
    "period_during": "Durante",
    "period_after": "Depois",
    # what people write on the map
    "lane_moments": "Momentos da verdade",
    "lane_opportunities": "Oportunidades e ações",
    "lane_physical_evidence": "Evidências físicas",
    "lane_frontstage": "Linha de frente",
    "lane_backstage": "Bastidores",
    "lane_support": "Processos de apoio",
    "line_interaction": "Linha de interação",
    "line_visibility": "Linha de visibilidade",
    "line_internal": "Linha de interação interna",
    "step_research": "Pesquisar",
    "step_compare": "Comparar",
    "step_purchase": "Comprar",
    "step_use": "Usar",
    "scope_buyer": "Jornada de compra",
    "scope_full": "Experiência completa",
    "rollups_title": "A jornada em poucas etapas",
    "rollups_note": "Contadas de novo neste nível: quem fala de duas etapas conta uma vez.",
    "level_periods": "Antes, durante e depois",
    "level_steps": "Em quatro passos",
    "level_scope": "Compra e experiência completa",
    "to_be": "Estado futuro (to be)",
    "promise_text": "Promessa",
    "said_in": "Onde se promete",
    "promise_kept": "Cumprida",
    "promise_broken": "Não cumprida",
    "promise_kept_people": "{people} dizem que foi cumprida",
    "promise_kept_people_one": "{people} diz que foi cumprida",
    "promise_broken_people": "{people} dizem que não foi cumprida",
    "promise_broken_people_one": "{people} diz que não foi cumprida",
    "promise_untold": "ninguém compara com o que veio",
    "promise_table": "Prometido e entregue",
    "promise_note": (
        "As pessoas raramente dizem a qual promessa se referem: todas as de um ponto de contato têm "
        "as mesmas pessoas. Quem diz as duas coisas conta dos dois lados."
    ),
    "opportunity": "Oportunidade",
    "impact": "Impacto",
    "action_effort": "Esforço",
    "of_five": "{n} de 5",
    "due": "Prazo",
    "status": "Situação",
    "status_idea": "ideia",
    "status_planned": "prevista",
    "status_doing": "em curso",
    "status_done": "concluída",
    "status_dropped": "abandonada",
    "actions_note": (
        "Primeiro as abertas: maior impacto, depois menor esforço, depois o prazo mais próximo. "
        "Impacto e esforço de 1 a 5, julgados por pessoas."
    ),
    "no_opportunity": "nenhuma ação anotada",
    "no_blueprint": "não descrito no estudo",
    "csat": "CSAT",
    "csat_note": (
        "CSAT: pessoas com nota nas posições mais altas da escala (4 ou 5 de 5), com intervalo de 95%."
    ),
    "effort": "Esforço",
    "effort_ends": "{hardest} = muito difícil, {easiest} = muito fácil",
    "no_data": "sem dados",
    "none_told": "nada foi contado aqui",
    "other_touchpoints": "outros: {n}",
    "more_findings": "mais {n}",
    "thin_findings": "com pouca evidência: {n}",
    "unmentioned": "sem menções",
    "not_written": "não escrito no estudo",
    "no_owner": "sem responsável",
    "no_pain": "nenhuma dor encontrada",
    "no_delight": "nenhum encantamento encontrado",
    "no_promise": "nenhuma promessa comparada",
    "indirect": "indireto",
    "indirect_means": "nas mãos de terceiros",
    "direct": "direto",
    "promised": "Prometido",
    "gap_people": "{people} comparam o que veio com o prometido",
    "gap_people_one": "{people} compara o que veio com o prometido",
    "rating": "Nota",
    "rating_of": "{value} de {top}",
    "metric_hidden": "{metric}: menos de {n} pessoas",
    "nps": "NPS",
    "more": "mais {n}",
    "suppressed": (
        "Menos de {n} pessoas: as citações ficam ocultas para que ninguém seja reconhecido."
    ),
    "hidden_few": "{people}: citações ocultas (mínimo {n})",
    "suppressed_short": "menos de {n} pessoas: citações ocultas",
    # the curve and its twin
    "very_good": "muito positivo",
    "very_bad": "muito negativo",
    "neutral": "neutro",
    "peak": "ponto alto",
    "trough": "ponto baixo",
    "channel": "Canal",
    "channels_alt": "Canais por etapa. {channels}",
    "channels_note": "Tamanho: número de pessoas; vazado: menos de {n}. A linha passa pelo canal de mais pessoas em cada etapa.",
    "curve_alt": "Curva emocional de {name}, de −2 a +2. {points}",
    "curve_point": "{stage}: {value} ({people})",
    "curve_gap": "{stage}: sem dados",
    "curve_peak": "Ponto alto: {stage}.",
    "curve_trough": "Ponto baixo: {stage}.",
    "curve_note": (
        "Média de −2 a +2 entre as pessoas; faixa: intervalo de 95%; tamanho do ponto: "
        "número de pessoas; ponto vazado: menos de {n} pessoas."
    ),
    "as_table": "Ver como tabela",
    "stage": "Etapa",
    "touchpoint": "Ponto de contato",
    "mean": "Média",
    "interval_label": "Intervalo de 95%",
    "expected_of": "Esperado de {n}",
    "expected": "Esperado de todos",
    "expected_note": "Esperado de todos: a média de quem menciona o ponto de contato, deslocada tanto quanto o humor dessas pessoas, em tudo o mais que dizem, dista do de todas.",
    "grade": "Evidência",
    "touchpoints_title": "Onde dói e onde encanta",
    "touchpoints_note": (
        "Sentimento médio por ponto de contato com intervalo de 95%, do pior ao melhor. "
        "Tamanho: número de pessoas. ▼ claramente negativo, ▲ claramente positivo, ● sem "
        "lado claro; vazado: menos de {n} pessoas."
    ),
    "touchpoints_alt": "Sentimento por ponto de contato, de −2 a +2, do pior ao melhor. {points}",
    "touchpoints_none": "Ninguém deste segmento fala de um ponto de contato.",
    "touchpoints_shown": "No gráfico, os {n} com mais pessoas; todos na tabela.",
    # moments of truth, promises, what moves the rating, how much was heard
    "glance_high": "Ponto alto: {stage} ({value}, {people}).",
    "glance_low": "Ponto baixo: {stage} ({value}, {people}).",
    "glance_moments": "Momentos da verdade: {names}.",
    "moment": "Momento da verdade",
    "moment_means": "sentimento forte que acompanha a nota das próprias pessoas, ou marcado por pessoas",
    "moment_by_data": "achado nos dados",
    "moment_by_people": "marcado por pessoas",
    "moment_by_both": "achado nos dados e marcado por pessoas",
    "moment_effect": "efeito na nota {points}",
    "no_moment": "nenhum momento da verdade",
    "nobody_says": "ninguém diz isso",
    "to_be_then": "Como deve ficar",
    "no_promises": "Ninguém registrou uma promessa para comparar (promises.csv).",
    "no_actions": "Ninguém registrou ainda uma ação (actions.csv).",
    "priorities_title": "O que move a nota",
    "priorities_x": "como as pessoas se sentem",
    "priorities_y": "importância para a nota delas",
    "priorities_note": "Para cima: o que acompanha a resposta das próprias pessoas ({outcome}, {points}), em pontos por passo de sentimento. Para a direita: como se sentem. Linhas de cada ponto: intervalos de 95%. É associação, não causa.",
    "priorities_alt": "Importância para a nota e sentimento, de −2 a +2. {points}",
    "priority_said": "{name}: {quadrant}, sentimento {value}, importância {points} ({people})",
    "priorities_none": "Poucas pessoas dão nota e falam do mesmo ponto de contato (mínimo: {n}) para dizer o que move a nota.",
    "quadrant": "Prioridade",
    "quadrant_concentrate": "Concentrar aqui",
    "quadrant_keep": "Manter assim",
    "quadrant_later": "Menor prioridade",
    "quadrant_enough": "Talvez além do preciso",
    "importance": "Importância",
    "penalty": "Quando reclamam",
    "reward": "Quando elogiam",
    "driver_role": "Papel",
    "driver_basic": "básico: só a falha custa",
    "driver_excitement": "encantador: só o acerto rende",
    "driver_performance": "desempenho: os dois",
    "drivers_note": "Pontos de nota que acompanham uma reclamação ou um elogio, frente a quem não diz nem uma coisa nem outra com força (contraste de penalidade e recompensa). O papel só aparece onde um intervalo deixa o zero de fora.",
    "coverage_title": "Quem foi ouvido onde",
    "coverage_note": "Pessoas por fonte e etapa; mais escuro, mais pessoas; ○ menos de {n}.",
    "saturation_title": "Mais entrevistas trariam algo novo?",
    "saturation_said": "Em {units} ouviram-se {codes} coisas diferentes (um tipo de opinião sobre um ponto de contato).",
    "saturation_all": "Provavelmente há {codes}{interval} para ouvir.",
    "saturation_not": "Cada uma a mais ainda traz algo novo.",
    "saturation_reached": "Depois de {n} vem pouca coisa nova.",
    "saturation_ceiling": "provavelmente {n} ao todo",
    "saturation_alt": "Coisas ouvidas, uma a uma. {told}",
    "interviews_one": "{n} entrevista",
    "interviews_other": "{n} entrevistas",
    "persons_one": "{n} pessoa",
    "persons_other": "{n} pessoas",
    "codes_one": "{n} coisa ouvida",
    "codes_other": "{n} coisas ouvidas",
    "interviews_heard": "Entrevistas",
    "persons_heard": "Pessoas ouvidas",
    "codes_new": "Novas",
    "codes_seen": "Ouvidas até aqui",
    "codes_expected": "Em qualquer ordem",
    "paths_title": "Por onde passam",
    "paths_note": (
        "De que etapa a que etapa vão as pessoas, na ordem em que contam: só entrevistas, conversas, "
        "chamados e textos longos. Em cima, para a frente; embaixo, de volta; mais largo, mais pessoas. "
        "Contar antes nem sempre é viver antes, e uma etapa mal lida faz duas passagens."
    ),
    "paths_summary": (
        "{people} contam mais de uma etapa, em {documents}. Voltam a uma etapa anterior: {returning}. "
        "Saltam etapas: {skipping}."
    ),
    "paths_none": "Menos de {n} pessoas contam a mesma passagem de uma etapa a outra.",
    "paths_rest": "Mais {n}, de menos pessoas, em paths.csv.",
    "paths_alt": "Passagens entre etapas. {moves}",
    "path_from_to": "Passagem",
    "path_kind": "Sentido",
    "path_mentions": "Vezes",
    "path_words": "Ao chegar",
    "move_next": "segue",
    "move_jump": "salta",
    "move_loop": "volta",
    "share_interval": "{low} a {high}",
    "valence_axis": "sentimento médio",
    "sparkline_alt": "Curva emocional em miniatura. {points}",
    # a finding and its evidence
    "pain": "Dor",
    "delight": "Encantamento",
    "wish": "Desejo",
    "fact": "Fato",
    "evidence": "Evidências",
    "evidence_of": "No que se apoia",
    "contradicts": "Quem diz o contrário",
    "frontline": "O que diz quem atende",
    "frontline_note": "Confirma, mas não conta entre as pessoas.",
    "no_counter": "Nenhuma citação contrária foi encontrada.",
    "weak_counter": "Ninguém o diz com clareza bastante para ser citado.",
    "reference": "Para rastrear",
    "shown_of": "{shown} de {all} falas mostradas",
    "severity": "Gravidade",
    "strength": "Força",
    "gap_of_finding": "{people} falam de promessa não cumprida ou superada",
    "gap_of_finding_one": "{people} fala de promessa não cumprida ou superada",
    "context": "Contexto",
    "context_before": "antes",
    "context_after": "depois",
    "participant": "Participante",
    "file": "Arquivo",
    "locator": "Onde",
    "at_row": "linha {n}",
    "at_line": "linha {n}",
    "at_paragraph": "parágrafo {n}",
    "in_language": "em {language}",
    # cxlab trace
    "trace_utterance": "Fala",
    "trace_document": "Documento",
    "trace_words": "Dito com estas palavras: “{words}”",
    "trace_for": "Prova de",
    "trace_against": "Contra",
    "trace_nowhere": "Não está em nenhuma célula de um mapa.",
    "trace_action": "Oportunidade",
    "trace_kept": "Cumprida",
    "trace_broken": "Quebrada",
    "trace_penalty": "Quem reclama disto, frente a quem não reclama nem elogia",
    "trace_reward": "Quem elogia isto, frente a quem não reclama nem elogia",
    "trace_importance": "Da reclamação a nenhum dos dois e ao elogio, cada passo",
    "trace_machine": "máquina",
    "trace_shown": "{shown} de {all} à vista",
    "trace_all": "--all mostra todas",
    "trace_team": "Para a equipe: aqui podem estar palavras que nenhuma página mostra. Não compartilhar.",
    "role_customer": "cliente",
    "role_interviewer": "quem entrevista",
    "role_agent": "atendente",
    "role_company": "empresa",
    "role_frontline": "linha de frente",
    # evidence grades
    "grade_observed": "observado",
    "grade_reported": "relatado",
    "grade_thin": "pouca evidência",
    "grade_assumed": "suposto",
    "grade_gap": "lacuna",
    "grade_observed_means": "pessoas suficientes, dois tipos de fonte",
    "grade_reported_means": "pessoas suficientes, um tipo de fonte",
    "grade_thin_means": "menos de {n} pessoas",
    "grade_assumed_means": "escrito por alguém da equipe, sem dados",
    "grade_gap_means": "nenhum dado",
    # how it was made
    "method": "Como este mapa foi feito",
    "method_intro": (
        "Um programa leu {documents} de {people} e ligou cada fala a um sentimento, uma "
        "etapa e um ponto de contato. As médias são entre pessoas, não entre frases; o "
        "intervalo de 95% vem de reamostrar pessoas. Palavras de entrevistadores e da "
        "empresa dão contexto e nunca contam como evidência."
    ),
    "limits": "Limites",
    "limit_machine": (
        "As etiquetas são da máquina e erram com a frequência mostrada abaixo; leia as "
        "citações antes de decidir."
    ),
    "limit_voice": (
        "O mapa mostra o que as pessoas disseram nestas fontes, não quantos clientes "
        "pensam o mesmo."
    ),
    "limit_people": "Com menos de {n} pessoas, uma célula não mostra citações.",
    "limit_gap": "Uma lacuna quer dizer que ninguém falou do assunto, não que tudo vai bem.",
    "limit_synthetic": "Os dados são inventados: nada aqui descreve clientes reais.",
    "accuracy": "Acerto medido da máquina",
    "accuracy_note": (
        "Parte de frases de teste, de outros clientes, em que a máquina e as pessoas "
        "concordam; média dos F1 por classe entre parênteses."
    ),
    "groups": "Por tipo de fonte e por variedade da língua",
    "groups_name": "Frases de teste de",
    "groups_sentences": "Frases",
    "groups_kind": "Tipo de fonte",
    "groups_variety": "Variedade da língua",
    "groups_unseen": "Fontes que a máquina nunca tinha visto",
    "groups_worst": "a que ela leu pior",
    "groups_best": "a que ela leu melhor",
    "groups_note": (
        "Parte das frases em que a máquina e as pessoas concordam. Nenhuma frase de teste vem de "
        "Portugal nem da América espanhola, e nenhuma de entrevistas: ali o acerto não foi medido."
    ),
    "variety_pt-BR": "português do Brasil",
    "variety_es-ES": "espanhol da Espanha",
    "variety_en-GB": "inglês britânico",
    "variety_en-US": "inglês americano",
    "variety_untold": "{language}, variedade não informada",
    "label_error": (
        "Os intervalos incluem também os erros da máquina, medidos em frases que ela não conhecia. “7 de 12 "
        "pessoas” é o que ela contou; cada achado diz, ao abrir, quantas um leitor atento provavelmente contaria."
    ),
    "sentences_one": "{n} frase",
    "sentences_other": "{n} frases",
    "taught_used": (
        "As notas do próprio estudo ({documents}) ensinaram a máquina a ler o sentimento das frases: a "
        "separação entre documentos satisfeitos e insatisfeitos que ela não tinha visto passou de {before} "
        "para {after} (área sob a curva ROC). A nota de um documento nunca entra na leitura dele mesmo."
    ),
    "taught_not": (
        "As notas do próprio estudo ({documents}) não mudaram a leitura do sentimento: são poucas ou não a "
        "melhoram em documentos não vistos."
    ),
    "decided": "{people}, à mão: {decisions} sobre {utterances}, que valem no lugar das da máquina.",
    "by_hand": "✎ decidido por pessoas: {fields}",
    "decisions_one": "{n} decisão",
    "decisions_other": "{n} decisões",
    "lesson_used": (
        "Com elas a máquina lê melhor {head} ({decisions}): em documentos com que não "
        "aprendeu, o acerto foi de {before} para {after}."
    ),
    "lesson_not": (
        "Não mudaram o modo de ler {heads}: são poucas, ou não melhoram a leitura de "
        "documentos com que a máquina não aprendeu."
    ),
    "agreement": "Acerto medido neste estudo",
    "agreement_drawn": (
        "{people}: {sentences} deste estudo, sorteadas e codificadas à mão sem ver as etiquetas da máquina. As partes valem "
        "para todas as frases do estudo; entre parênteses, o intervalo de 95%."
    ),
    "agreement_picked": (
        "{people}: {sentences} deste estudo, escolhidas e codificadas à mão. Não foram sorteadas: as partes não valem "
        "para o estudo inteiro."
    ),
    "agreement_note": (
        "α de Krippendorff: 1 é concordância perfeita, 0 a do acaso; a partir de 0,80 a codificação é "
        "confiável, a partir de 0,67 serve para conclusões provisórias."
    ),
    "alpha_people": "α entre pessoas",
    "alpha_machine": "α pessoas e máquina",
    "share_of": "{share} ({low} a {high}; n = {n})",
    "share_few": "poucas (n = {n})",
    "unplaced": "Sem segmento, e por isso em nenhum mapa: {documents}.",
    "accuracy_unknown": "não medido",
    "head": "Pergunta à máquina",
    "head_sentiment": "Sentimento",
    "head_valence": "Sentimento",
    "head_emotion": "Emoção",
    "head_kind": "Dor, encantamento, desejo ou fato",
    "head_gap": "Promessa comparada",
    "head_stage": "Etapa",
    "head_touchpoints": "Ponto de contato",
    "head_touchpoint": "Ponto de contato",
    "all_languages": "Todos",
    "parameters": "Parâmetros e versões",
    "method_seed": "Semente",
    "method_encoder": "Codificador de frases",
    "method_likeness": "Codificador de semelhanças",
    "method_read_by": "Frases lidas por",
    "method_encoders": "Codificadores de frases",
    "method_min_people": "Mínimo de pessoas",
    "method_versions": "Versões",
    "method_resamples": "Reamostragens",
    "method_bootstrap": "Reamostragens",
    "method_models": "Modelos",
    "method_interval": "Intervalo",
    "method_shareable": "Pode ser compartilhado",
    "method_level": "Nível de confiança",
    "method_mean": "Média",
    "method_severity": "Gravidade",
    "method_cxlab": "cxlab",
    "method_tables": "Marca das tabelas",
    "method_inputs": "Arquivos de entrada",
    "method_codebook": "Livro de códigos",
    "method_stages": "Modelo de etapas",
    # the index page
    "index_title": "Jornadas por segmento",
    "open_map": "Abrir o mapa",
    "top_pains": "Maiores dores",
    "top_delights": "Maiores encantamentos",
    "nothing_found": "nada com pessoas suficientes",
    "status_ok": "Concluído",
    "status_failed": "Não concluído",
    "failed_note": "Este segmento não foi entregue. Os outros foram.",
    "no_segments": "Nenhum segmento neste estudo.",
    "differences": "Diferenças entre segmentos",
    "differences_note": (
        "Cada segmento ou período é comparado com todos os demais juntos. Só leva marca de "
        "diferença o que resiste a um teste de permutação entre pessoas, corrigido por "
        "Benjamini–Hochberg; todo o resto é falta de evidência, não prova de que são iguais."
    ),
    "no_differences": "Sem evidência de diferença em nenhum ponto de contato comparado.",
    "verdict_higher": "▲ melhor",
    "verdict_lower": "▼ pior",
    "verdict_too_few": "pessoas insuficientes para comparar",
    "verdict_none": "sem evidência de diferença",
    # segments side by side
    "side_title": "Segmentos lado a lado",
    "side_waves_title": "Períodos lado a lado",
    "side_open": "Ver todos os segmentos lado a lado",
    "waves_one": "{n} período",
    "waves_other": "{n} períodos",
    "side_where": "Onde diferem",
    "side_lede": "Há diferença em {k} de {n}.",
    "compared_one": "{n} ponto de contato comparado",
    "compared_other": "{n} pontos de contato comparados",
    "side_rest_one": "O outro: sem evidência de diferença ou com pessoas insuficientes",
    "side_rest_other": "Os outros {n}: sem evidência de diferença ou com pessoas insuficientes",
    "side_alone": "Só há um segmento: nada com que comparar.",
    "side_more_one": "Mais {n} ponto de contato difere: está na tabela por ponto de contato.",
    "side_more_other": "Mais {n} pontos de contato diferem: estão na tabela por ponto de contato.",
    "side_brackets": "Entre parênteses: a diferença para os demais e q, o p corrigido.",
    "side_difference": "({n}, q {q})",
    "side_curves": "As curvas emocionais",
    "side_curves_note": (
        "Mesmas etapas, mesma escala, de −2 a +2, com intervalo de 95%. Círculos maiores: mais "
        "pessoas; vazados: menos de {n}. Linhas claras: os demais. Com anel: difere dos demais "
        "nessa etapa. ▲ ponto alto, ▼ ponto baixo, ◆ momento da verdade."
    ),
    "side_moments": "momentos da verdade",
    "side_matrix": "Etapa por etapa",
    "side_matrix_note": (
        "A média de uma etapa depende do que se fala dela: dois segmentos podem diferir numa "
        "etapa por passarem por pontos de contato diferentes. Etapas e pontos de contato são "
        "corrigidos juntos."
    ),
    "side_touchpoints": "Ponto de contato por ponto de contato",
    "side_undated": "{documents} sem data não pertencem a nenhum período.",
    "wave_named": "{name}: {span}",
    "less_than": "< {n}",
    "p_value": "p",
    "q_value": "q",
    "what_was_read": "O que foi lido",
    "true": "sim",
    "false": "não",
    "total": "Total",
    "quarantine": "O que não pôde ser lido",
    "quarantine_none": "Tudo pôde ser lido.",
    "quarantine_rows_one": "{n} linha em quarentena",
    "quarantine_rows_other": "{n} linhas em quarentena",
    "reason": "Motivo",
    "files": "Arquivos",
    "rows": "Linhas",
    "duplicates": "Repetidos",
    "quarantined": "Em quarentena",
    "lines": "Linhas do arquivo",
    "downloads": "Para baixar",
    "no_figure_text": "Gráfico sem descrição",
    "cell_failed": "Esta parte não pôde ser calculada.",
    "from_notebook": "Nota do caderno",
    # words of the tables
    "language_pt": "português",
    "language_es": "espanhol",
    "language_en": "inglês",
    "language_und": "idioma desconhecido",
    "source_interview": "entrevista",
    "source_review": "avaliação",
    "source_chat": "chat",
    "source_ticket": "chamado",
    "source_survey": "pesquisa",
    "source_social": "rede social",
    "source_frontline": "linha de frente",
    "channel_web": "site",
    "channel_app": "aplicativo",
    "channel_store": "loja",
    "channel_phone": "telefone",
    "channel_chat": "chat",
    "channel_email": "e-mail",
    "channel_social": "redes sociais",
    "channel_carrier": "transportadora",
    "channel_product": "produto",
    "channel_mail": "correio",
    "channel_in_person": "presencial",
    "emotion_frustration": "frustração",
    "emotion_disappointment": "decepção",
    "emotion_worry": "preocupação",
    "emotion_satisfaction": "satisfação",
    "emotion_gratitude": "gratidão",
    "emotion_surprise": "surpresa",
    "emotion_none": "nenhuma",
    "owner_marketing": "marketing",
    "owner_sales": "vendas",
    "owner_commercial": "comercial",
    "owner_product": "produto",
    "owner_ecommerce": "e-commerce",
    "owner_digital": "digital",
    "owner_logistics": "logística",
    "owner_operations": "operações",
    "owner_support": "atendimento",
    "owner_customer_service": "atendimento",
    "owner_it": "TI",
    "owner_finance": "finanças",
    "owner_pricing": "preços",
    "owner_store": "lojas",
    "owner_stores": "lojas",
    "owner_retail": "lojas",
    "owner_third_party": "terceiros",
    "owner_crm": "CRM",
    "owner_quality": "qualidade",
    "owner_facilities": "instalações",
    "owner_hr": "recursos humanos",
    "owner_purchasing": "compras",
    "owner_loyalty": "fidelização",
    # topics
    "topic": "Tema",
    "topics_title": "De que falam as pessoas",
    "topics_note": (
        "Temas encontrados no que as pessoas dizem, em todas as línguas juntas; {n} frases "
        "dizem pouco demais para ter um tema."
    ),
    "topics_stability": (
        "Em novas amostras os temas voltam com {value} (1 é sempre, 0 é o acaso)."
    ),
    "topics_measures": (
        "G²: quanto é improvável que a diferença de uso seja acaso (acima de 6,6, menos de "
        "1%). Efeito: quantas vezes o uso dobra em relação aos outros temas. NPMI: 1 quando "
        "as palavras nunca se separam, 0 quando é acaso."
    ),
    "topics_none": "Nenhum tema foi encontrado.",
    "topic_unnamed": "tema sem palavras próprias",
    "topic_known": "No livro de códigos",
    "topic_new": "novo",
    "topic_decided": "decidido por pessoas",
    "topic_central": "Frases centrais",
    "topic_boundary": "Na fronteira",
    "topic_or": "ou:",
    "topic_phrases": "Expressões que distinguem o tema",
    "topic_phrase": "Expressão",
    "topic_elsewhere": "Em outros temas",
    "topic_effect": "Efeito",
    "topic_pairs": "Palavras que andam juntas",
    "topic_uses": "Usos",
    "topic_lines": "As expressões em contexto",
}

# What each sheet of an exported workbook holds, by its name.
SHEETS: dict[str, str] = {
    "about": (
        "Tabelas organizadas: um tipo de linha por folha; os ids as unem. Primeiro contam-se "
        "pessoas: o intervalo de um valor (low, high) é de 95% sobre pessoas. O sentimento "
        "vai de -2 a +2. Uma aspa (') antes de um texto impede que ele rode como fórmula."
    ),
    "segments": "uma linha por segmento: pessoas, período, sentimento médio, nota, NPS",
    "sources": "de onde vem o material de cada segmento",
    "stages": "uma linha por segmento e etapa",
    "touchpoints": "uma linha por segmento e ponto de contato; grau 'gap' onde ninguém fala dele",
    "findings": "dores e encantamentos; likely_low e likely_high são as pessoas que um leitor atento contaria",
    "evidence": "as falas a favor e contra cada achado",
    "quotes": "o que os clientes disseram, com arquivo e lugar",
    "paths": "passagens de uma etapa a outra",
    "tallies": "pessoas por canal e emoção de uma etapa",
    "accuracy": "quantas vezes a máquina acerta, por idioma",
    "drivers": "como os pontos de contato andam junto com a nota ou o NPS",
    "moments": "momentos da verdade",
    "coverage": "pessoas e menções por etapa e fonte",
    "saturation": "quanto cada nova entrevista acrescenta",
    "saturation_steps": "quantos códigos se ouvem depois de tantas entrevistas",
    "rollups": "as etapas somadas",
    "promises": "o prometido e o recebido",
    "opportunities": "oportunidades e ações",
    "blueprint": "o que há por trás de cada etapa",
}

# ---- sheets that people code by hand ----

SHEET_COLUMNS: dict[str, str] = {
    "utt_id": "utt_id",
    "lang": "Língua",
    "before": "Antes",
    "text": "Frase",
    "after": "Depois",
    "kind": "Tipo",
    "valence": "Sentimento",
    "gap": "Promessa",
    "stage": "Etapa",
    "touchpoint": "Ponto de contato",
    "touchpoint_2": "Outro ponto de contato",
    "notes": "Observações",
    "coder": "Quem codifica",
}
# What a coder reads first: a heading and its text, column by column.
CODING_GUIDE: tuple[tuple[str, str], ...] = (
    (
        "Como codificar",
        "Leia a frase da coluna Frase e preencha as colunas vazias. Julgue só o que a "
        "frase diz; o que vem antes e depois ajuda a entendê-la e não é julgado. Escreva "
        "seu nome em Quem codifica. Deixe em branco o que não souber. Codifique sozinho: "
        "quem compara antes de terminar não mede concordância.",
    ),
    (
        "Tipo",
        "dor: algo deu errado ou faltou. encantamento: algo agradou. desejo: pedido ou "
        "sugestão, sem queixa. fato: nenhum dos três.",
    ),
    (
        "Sentimento",
        "−2 muito negativo, −1 negativo, 0 neutro, 1 positivo, 2 muito positivo; também "
        "quando só se deixa entender. Na ironia vale o que se quis dizer.",
    ),
    (
        "Promessa",
        "sim, se o que se esperava, foi prometido ou anunciado é comparado com o que "
        'veio, para melhor ou para pior ("chegou antes do prazo"). não, nos outros casos; '
        '"como descrito" é não.',
    ),
    (
        "Etapa",
        "O momento da jornada de que a frase fala; nenhuma, se não dá para saber.",
    ),
    (
        "Ponto de contato",
        "O contato de que a frase fala. Se são dois, use também a coluna ao lado; "
        "nenhuma, se não fala de nenhum.",
    ),
)
# What the built-in stages take in.
STAGE_GUIDE: dict[str, str] = {
    "discover": "ficar sabendo que existe: propaganda, indicação",
    "compare": "opções, preços, vale a pena ou não",
    "purchase": "pedido, caixa, pagamento, estoque",
    "receive": "entrega, embalagem, chegada, primeiros passos; chegou quebrado",
    "use": "o próprio produto ou serviço em uso",
    "support": "ajuda, troca, devolução, reembolso, reclamação",
    "stay": "comprar de novo, recomendar, cancelar, ir embora",
}

# ---- speakers and company turns (ingest) ----

# Words that stand for a role in a label or a role column; (a), /a and numbers are dropped before.
ROLE_LABELS: dict[str, tuple[str, ...]] = {
    "interviewer": (
        "entrevistador", "entrevistadora", "entrev", "entr", "ent", "moderador", "moderadora", "mod",
        "mediador", "mediadora", "facilitador", "facilitadora", "pesquisador", "pesquisadora",
        "investigador", "investigadora", "pergunta", "inquiridor", "inquiridora",
    ),
    "customer": (
        "entrevistado", "entrevistada", "participante", "part", "cliente", "consumidor",
        "consumidora", "respondente", "resposta", "usuário", "usuária", "utilizador", "utilizadora",
        "inquirido", "inquirida", "comprador", "compradora", "hóspede", "passageiro", "passageira",
        "paciente", "autor da reclamação", "reclamante", "solicitante", "requerente",
        "utilizador final", "usuário final", "réplica do consumidor", "pessoa usuária",
    ),
    "agent": (
        "atendente", "agente", "operador", "operadora", "assistente", "assessor", "assessora",
        "consultor", "consultora", "suporte", "atendimento", "analista", "robô", "assistente virtual",
        "vendedor", "vendedora", "gestor de conta",
    ),
    "company": ("empresa", "loja", "marca", "réplica da empresa", "resposta da empresa", "sac", "ouvidoria"),
    "frontline": (
        "colaborador", "colaboradora", "funcionário", "funcionária", "linha de frente", "caixa",
        "gerente", "motorista", "rececionista", "recepcionista",
    ),
}  # fmt: skip
# Names under which many people write; they are nobody in particular.
ANONYMOUS: tuple[str, ...] = (
    "anônimo", "anônima", "anônimos", "usuário", "usuária", "usuário do google", "um usuário do google",
    "cliente", "cliente amazon", "cliente da amazon", "consumidor", "não informado", "não identificado",
    "sem nome", "visitante", "nome oculto",
)  # fmt: skip
# Letters used as labels, who asks before who answers: E: … P: …
INITIALS: tuple[tuple[str, str], ...] = (
    ("e", "p"), ("p", "r"), ("e", "r"), ("m", "p"), ("i", "e"), ("e", "c"), ("m", "r"), ("i", "p"),
)  # fmt: skip
# Words before a colon that are nobody: "Data: 12/03", "Obs.: sem áudio".
NOT_SPEAKERS: tuple[str, ...] = (
    "nota", "notas", "obs", "observação", "observações", "data", "local", "hora", "horário",
    "duração", "tema", "assunto", "projeto", "título", "resumo", "arquivo", "ficheiro", "exemplo",
    "por exemplo", "atenção", "importante", "conclusão", "objetivo", "contexto", "link", "total",
    "pauta", "participantes", "presentes", "idioma", "idade", "cidade", "profissão", "perfil",
    "prós", "contras", "p.s", "ps", "resultado", "detalhe", "ou seja", "problema", "telefone",
)  # fmt: skip
# What companies write in their answers and customers hardly ever do (lower case).
COMPANY_PHRASES: tuple[str, ...] = (
    "primeiramente pedimos", "primeiramente gostaríamos", "gostaríamos de pedir", "gostaríamos de nos desculpar", "lamentamos profundamente", "lamentamos a", "conforme conversamos",
    "conforme falamos", "estamos tratando", "via mensagem interna", "importa com seus dados", "tratando o seu caso", "transtorno gerado", "transtorno causado",
    "agradecemos o contato", "agradecemos o contacto", "agradecemos seu contato",
    "agradecemos pelo contato", "agradecemos a sua", "agradecemos por", "agradecemos a preferência",
    "seguimos à disposição", "estamos à disposição", "ficamos à disposição",
    "permanecemos à disposição", "continuamos à disposição", "inteiramente à disposição",
    "colocamo-nos à disposição", "nos colocamos à disposição", "à sua disposição",
    "pedimos desculpas", "pedimos desculpa", "nossas sinceras desculpas", "nossas desculpas",
    "lamentamos o ocorrido", "lamentamos pelo", "lamentamos o", "lamentamos que", "sentimos muito",
    "nossa equipe", "nossa equipa", "nosso time", "nosso atendimento", "nossos canais",
    "nossa central", "nossos clientes", "conosco através", "entraremos em contato",
    "entraremos em contacto", "entramos em contato com", "informamos que", "esclarecemos que",
    "verificamos que", "identificamos que", "localizamos", "aguardamos seu retorno",
    "aguardamos o seu", "prezada cliente", "prezado cliente", "estimado cliente", "caro cliente",
    "qualquer dúvida estamos", "qualquer dúvida, estamos", "protocolo de atendimento",
    "sua solicitação foi", "seu chamado", "atendimento ao cliente", "central de relacionamento",
    "ouvidoria", "conte conosco", "conte sempre conosco",
)  # fmt: skip
COMPANY_SIGN_OFFS: tuple[str, ...] = (
    "atenciosamente",
    "cordialmente",
    "att",
    "abraços da equipe",
    "equipe",
)
MONTHS: tuple[tuple[str, ...], ...] = (
    ("janeiro", "jan"), ("fevereiro", "fev"), ("março", "mar"), ("abril", "abr"), ("maio", "mai"),
    ("junho", "jun"), ("julho", "jul"), ("agosto", "ago"), ("setembro", "set"), ("outubro", "out"),
    ("novembro", "nov"), ("dezembro", "dez"),
)  # fmt: skip
# Headings above the words themselves in notes made by machines; what stands before is a summary.
TRANSCRIPT_HEADINGS: tuple[str, ...] = ("transcrição", "transcrição completa")
# Lines that the recorder writes, nobody says.
RECORDER_LINES: tuple[str, ...] = (
    "iniciou a transcrição", "interrompeu a transcrição", "parou a transcrição",
    "encerrou a transcrição", "a gravação foi iniciada", "a gravação foi interrompida",
    "mídia oculta", "arquivo de mídia oculto", "imagem ocultada", "áudio ocultado", "vídeo omitido",
    "figurinha omitida", "documento omitido", "áudio omitido", "arquivo anexado", "mensagem apagada",
    "apagou esta mensagem", "esta mensagem foi apagada", "criptografia de ponta a ponta",
    "chamada de voz perdida", "chamada de vídeo perdida",
)  # fmt: skip
# What people call the columns of promises.csv and actions.csv, and how far an action has come.
FORM_NAMES: dict[str, tuple[str, ...]] = {
    "touchpoint": ("ponto de contato", "ponto de contacto"),
    "stage": ("etapa", "fase"),
    "segment": ("segmento", "persona"),
    "promise": ("promessa",),
    "said_in": ("onde", "onde se promete", "dito em"),
    "action_id": ("codigo", "id da acao"),
    "action": ("acao", "oportunidade", "melhoria"),
    "finding_id": ("achado", "id do achado"),
    "impact": ("impacto",),
    "effort": ("esforço",),
    "owner": ("responsavel", "area responsavel", "dono"),
    "due": ("prazo", "data limite", "entrega prevista"),
    "status": ("situacao", "estado"),
    "to_be": ("estado futuro", "como deve ser", "como deveria ser"),
    "author": ("autor", "autora", "quem"),
    "date": ("data",),
}
STATUS_WORDS: dict[str, tuple[str, ...]] = {
    "idea": ("ideia", "proposta", "sugestão"),
    "planned": ("planejada", "planejado", "planeada", "planeado", "prevista", "a fazer"),
    "doing": ("em andamento", "em curso", "fazendo", "a decorrer", "iniciada"),
    "done": ("concluída", "concluído", "feita", "feito", "pronta", "pronto"),
    "dropped": ("abandonada", "abandonado", "descartada", "descartado", "cancelada", "cancelado"),
}
# Names of columns in files nobody has mapped, best first (lower case, without accents).
COLUMN_NAMES: dict[str, tuple[str, ...]] = {
    "text": (
        "texto", "comentario", "comentarios", "avaliacao em texto", "reclamacao", "relato",
        "descricao", "mensagem", "resposta aberta", "conteudo", "opiniao", "texto da avaliacao",
        "depoimento", "fala", "verbatim", "feedback", "resposta", "por que deu essa nota", "motivo",
    ),
    "title": ("titulo", "assunto"),
    "rating": ("nota", "estrelas", "avaliacao", "nota do consumidor", "classificacao", "pontuacao"),
    "nps": ("nps", "nota nps", "recomendaria", "probabilidade de recomendar"),
    "date": (
        "data", "data da avaliacao", "data reclamacao", "data e hora", "data/hora", "data de envio",
        "data resposta", "carimbo de data/hora", "data de criacao", "criado em", "enviado em",
    ),
    "participant": (
        "participante", "cliente", "codigo do cliente", "id cliente", "id do cliente", "usuario",
        "nome", "consumidor", "utilizador", "respondente", "email", "e-mail",
    ),
    "segment": ("segmento", "perfil", "persona", "grupo", "tipo de cliente"),
    "channel": ("canal", "origem", "meio"),
    "id": ("id", "codigo", "id avaliacao", "id da avaliacao", "id hugme", "protocolo"),
    "thread": (
        "conversa", "id da conversa", "id conversa", "chamado", "ticket", "atendimento", "entrevista",
        "protocolo", "numero do chamado",
    ),
    "position": ("posicao", "ordem", "turno", "sequencia"),
    "speaker": ("falante", "autor", "remetente", "quem", "quem fala", "nome do autor", "de"),
    "role": ("papel", "tipo de autor", "funcao"),
    "seconds": ("segundos", "tempo", "inicio", "minuto"),
    "reply": ("resposta da empresa", "resposta do desenvolvedor", "resposta da loja", "replica da empresa"),
}  # fmt: skip
