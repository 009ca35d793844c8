package dev.assay.suites.answer.instruction;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeSet;

/// What marks languages that share a script: their commonest words, and letters that others of the script lack.
///
/// A row holds a code, words, and behind a bar letters. A mark that several languages of the table share counts for less in each.
final class LanguageTable {

    /// Divisible by every number of sharing languages up to 10.
    private static final long WHOLE = 2520;

    private static final String ROWS = """
        en the of and to in is that it for was on are as with his they at be this from have or had by but not what all were when we there can an your which their said if do will each about how up out them then she many some so these would other into has more her him see could no than been who its now my made over did down only way find use may our any new after most where much before too same right also here why asked when you i he me yes answer question hello please thank
        es el la de que y a en un ser se no haber por con su para como estar tener le lo todo pero más hacer o este otro ese si me ya ver porque dar cuando muy sin vez mucho saber qué sobre mi alguno mismo también hasta hay donde quien desde nos los las una es son fue del al está hoy era esta esto ellos entre yo usted años hola gracias sí como nosotros | ñ ¿ ¡
        pt o a de que e do da em um para é com não uma os no se na por mais as dos como mas foi ao ele das tem à seu sua ou ser quando muito há nos já está eu também só pelo pela até isso ela entre era depois sem mesmo aos ter seus quem nas me esse eles estão você tinha foram essa num nem suas meu às minha têm numa pelos olá obrigado são hoje | ã õ ção ções
        fr le la les de des du un une et à est en que qui dans pour ce il au ne sur se pas plus par je avec tout faire son mettre autre on mais nous comme ou si leur y dire elle devoir avant deux même prendre aussi celui donner bien où fois vous encore nouveau aller cela entre premier déjà grand mon me moins aucun lui temps très savoir l d qu c j n s m bonjour merci oui sont cette aux été être avoir ces ont sa ses votre | œ ç ê û
        it il di che e la in un a per è una sono mi ho non si lo ma ti con se cosa come ci questo qui hai sei del bene no al da le tu più nel so io lei solo tutto te della o mio era gli sta fatto fare hanno quando anche perché dei delle alla dal sul i uno su loro cui nella questa molto l ciao grazie sì dove essere stato ogni | gli zione zioni
        de der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch es an werden aus er hat dass sie nach wird bei einer um am sind noch wie einem über einen so zum war haben nur oder aber vor zur bis mehr durch man sein wurde ich du wir ihr mich mir dich ja nein hallo danke bitte kann können wenn was wer warum diese dieser dieses ihre unser heute | ß ä ö ü
        nl de het een en van ik te dat die in je is niet op zijn aan er met voor hij als maar we om hem ook dan wat nog naar heb dit uit bij wordt worden over door kan hebben deze heeft of zo wel mijn haar hun geen zou meer al toen moet veel zal hallo dank ja nee waar | ij
        sv och i att det som en på är av för med till den har de inte om ett han men var jag sig från vi så kan när år under också efter eller nu sin där vid mot ska skulle kommer ut får finns vara hade alla andra mycket än här då sedan över bara blir mellan hej tack | ä ö å
        da og i at det er en til af på for der med den de som ikke har et han var jeg men sig om vi fra så kan skal efter ved også blev eller når hun ud nu vil være over da meget op hvad havde deres hvor mod bliver kun os min anden mig dig af efter mellem uden hej tak nogle | æ ø å
        no og i det er på som en til for av at med de har ikke den om et jeg men var han vi seg fra så kan skal etter ved også ble eller når hun ut nå vil være over da meg opp hva hadde hvor mot blir bare noe noen mellom uten hei takk etter av være | æ ø å
        fi ja on ei se että oli hän mutta joka ovat kun niin myös hänen tai jos mitä minä sen ole kuin vain nyt kaikki ollut voi siitä mukaan sitä kanssa tämä sinä me te he ne tämän mikä olla jo vielä olen olet hyvin sekä jälkeen ennen koska miten missä kuitenkin hei kiitos kyllä jotka joita voit | ää yy öö
        et ja on ei see et oli ta aga kes kui ka ning või seda mis ma mida oma siis ning nii kõik veel olen välja üks juba kus selle kuid nad nende tema väga pärast ole võib tere aitäh | õ üü
        pl i w na z do nie się to jest że o jak a po co tak za od przez ale czy dla przy już tylko jego jej być może są był była było oraz który która które ich mnie go tym ten ta te tego bardzo gdy ze kiedy gdzie jeszcze bez także cześć dziękuję | ł ż ś ć ń ą ę ź
        cs a se v na je že to s z do i o k ve pro ale by jako za po jsem byl které jsou nebo si jeho jen tak co až podle když která který jak už před od při být také není bylo jejich mezi kde ještě ahoj děkuji | ř ě ů č š ž
        sk a sa v na je že to s z do i o k vo pre ale by ako za po som bol ktoré sú alebo si jeho len tak čo až podľa keď ktorá ktorý už pred od pri byť tiež nie bolo ich medzi kde ešte ahoj ďakujem | ľ ĺ ŕ ô ť č š ž
        sl in je v se na da za z so ki pa ne s tudi po bi kot ali še pri o od do ni sem to iz bil bila če k ko več kako lahko med ker zelo kaj samo tako vse že zdravo hvala | č š ž
        hr i u je se na da za su s od što ne iz o koji to kao bi ili biti nije ali samo sve već kako još može prema koja koje nakon između također bio bila te ako jer vrlo zbog bok hvala | đ č ć š ž
        ro și de a în la cu pe nu o că să din este un pentru mai care au ce se am fi sau dar fost sunt prin fără ca după ale lui al lor această acest cel cea unui unei dacă când foarte către toate bună mulțumesc | ă ș ț ţ ş
        hu a az és hogy nem is egy ez volt meg de csak már ha van mint még azt el kell lehet vagy én minden most nagyon ki után ezt mert aki fel sem amely majd le itt olyan ezek azonban között lesz szia köszönöm | ő ű
        tr ve bir bu da de için ile çok o ne gibi daha var ama olarak sonra kadar en olan mi ben değil her sen biz şey onun ya onu ki oldu olduğu veya bana diye nasıl olur merhaba teşekkürler evet hayır | ğ ı ş
        id yang dan di itu dengan untuk tidak ini dari dalam akan pada juga saya ke karena tersebut bisa ada mereka lebih kata tahun sudah atau saat oleh menjadi orang adalah seperti kami kita anda dia telah namun bagi jika hanya satu halo terima kasih
        vi của và là có được trong cho không một người những các với này đã để tôi khi từ đó ở ra vào cũng như nhiều về bạn trên đến rất năm sẽ phải theo nếu hay nhưng còn vì cái thì anh xin chào cảm ơn chúng | ư ơ ạ ả ấ ầ ẩ ậ ắ ằ ặ ẹ ẻ ế ề ể ễ ệ ỉ ị ọ ỏ ố ồ ổ ỗ ộ ớ ờ ở ỡ ợ ụ ủ ứ ừ ử ữ ự ỳ ỷ ỹ đ
        sw na ya wa kwa ni katika la za kuwa hii yake huo huu cha pia hiyo wao watu kama lakini sana kutoka kila moja au yao vya hivyo mtu siku wakati baada mimi wewe yeye sisi hapa ili hakuna nchi wengi mwaka kazi bila zaidi hata hilo kupitia yangu yako jambo asante habari ndiyo hapana kwenye ambayo ambao kuna
        tl ang ng sa na mga ay at ko siya si hindi mo ito para ni kung may niya ka ako pa lang kanyang ating isang nang po rin din dahil kaya kami sila ikaw mula upang ngunit pero wala kumusta salamat
        af die van en in is dit het vir met op wat nie te hy om sy was aan deur word ook dat daar ek as na kan sal ons hulle maar hierdie jaar my haar baie uit of moet tot dankie
        ca de la el i a que en els per les un una amb és no del al es més com dels va són ser aquest aquesta també però ha o seva fou entre quan fins ja molt hi on sobre hola gràcies si pel | ny
        lt ir yra į kad su iš tai buvo kaip bet ne o už jis apie nuo tik ar jo jau dar po prie savo kurie ji labai mes gali būti taip labas ačiū | ė ų ū į š ž ą ę
        lv un ir ar uz no ka par kas bet kā tas viņš to pie arī es vai ne lai bija pēc ja tad viņa jau tikai līdz kur šo ļoti var būt sveiki paldies | ā ē ī ū ļ ķ ņ ģ
        sq dhe të në e i me për një nga që është si nuk ka u do ishte por kjo ky kanë ai më se ose edhe duke pas mund vetëm shumë nëse përshëndetje faleminderit | ë
        so waa iyo oo ka in ku la ay uu ee u waxaa soo ah si kale aan isaga inuu wuxuu badan markii waxa haddii mahadsanid
        cy y yn a i o ar mae ei am wedi ac bod ond fel gan hefyd oedd nid gyda un mewn roedd hyn eu sydd i'r iawn neu diolch | ŵ ŷ
        ru и в не на я что он с как это по но они к у ты из мы за вы так же от сказать этот который человек о один бы такой для еще ещё она все всё было есть был или если только когда мне его меня также может быть при до чтобы их где почему привет спасибо да нет очень после | ы э ё
        uk і в не на що я він з як це по але вони до у ти із ми за ви так же від цей який про один б такий для ще вона все було є був або якщо тільки коли мені його мене також може бути при щоб їх де чому привіт дякую та ні дуже після й | і ї є ґ
        bg на и да в за не се от с е че по са то ще си това като до но тя той как ви има му или ми които ли които го със тази този един една бъде може само когато защо който след много при беше всички тук няма към аз ние те ни бях бяха още също без между здравей благодаря ъ | ъ
        mk на и да во за не се од со е дека по се тоа како ќе си ова до но таа тој ви има му или ми кои го оваа овој еден една биде може само кога зошто кој по многу при беше сите тука нема кон јас ние тие сум благодарам здраво | ѓ ќ ѕ ј љ њ
        ar في من على أن إلى هذا عن التي الذي كان ما لا مع هو هي هذه ذلك كل بعد أو قد لم كما بين إن أنا أنت نحن هم وقد حيث عند لكن ثم حتى يمكن كانت فيها به له غير لها عليه تم وهو يكون مثل خلال أي إذا لأن و يا مرحبا شكرا نعم كيف | ة ى ي ك إ أ
        fa و در به از که این را با است برای آن یک خود تا بر هم نیز او می ما یا شد اما باید بود هر کرد شده دارد ها های کند دیگر من تو شما آنها اگر چه همه بین پس چون ولی است. هستند کنید شود می‌شود سلام ممنون بسیار پیش وی بودند توسط | پ گ ک ی ژ چ
        ur کے کی میں ہے اور سے کا کو کہ اس نے پر ہیں یہ ہو ایک وہ بھی نہیں تھا کر جو تو ہم آپ کیا ان تھے جا کوئی ہوا گیا تھی لیے ہی کچھ بعد جب ساتھ اپنے اگر لیکن مجھے میرے سلام شکریہ ہوتا کرتے بہت والے ہوں سکتے کرنے اپنی یا | ٹ ڈ ڑ ں ے ھ ہ پ گ ک ی چ
        hi के है में की से का को और पर हैं यह ने एक भी कि नहीं था हो कर इस जो तो लिए ही वह हम आप मैं तक थे या थी अपने कुछ साथ लेकिन बाद जब उस उन करने गया होता कोई बहुत क्या रहा हुए अगर सकते नमस्ते धन्यवाद वे जैसे करते हूँ मेरे आपको
        mr आहे आणि या च्या मध्ये ते ही हा तो की व आहेत पण होते केले असे करून त्या हे त्याचे एक काही नाही होता मी आपण तर जे जो ती तुम्ही आम्ही साठी पासून किंवा अशा त्यांनी होती त्याच्या असते केली खूप मला तुमच्या येथे जर कारण नमस्कार धन्यवाद सर्व झाले करतात आपल्या म्हणून आपल्याला | ळ
        ne छ को र मा यो हो पनि छन् गर्न भएको लागि एक लाई गरेको थियो ले गर्ने तथा यस भने हुन्छ त्यो म हामी तपाईं उनी तर वा कि के छैन भन्ने गरी तपाईंको हरू सबै धेरै भयो गर्छ हुने अनि यी आफ्नो बाट सँग नै पर्छ थिए नमस्ते धन्यवाद गर्नुहोस् छु मेरो हाम्रो यसले सक्नुहुन्छ
        """;

    private static final Map<String, Map<String, Long>> WORDS = new HashMap<>();
    private static final Map<String, Map<String, Long>> LETTERS = new HashMap<>();

    static {
        SequencedMap<String, List<String>> words = new LinkedHashMap<>();
        SequencedMap<String, List<String>> letters = new LinkedHashMap<>();
        for (String row : ROWS.lines().toList()) {
            String[] halves = row.split(" \\| ", -1);
            List<String> parts = List.of(halves[0].strip().split(" ", -1));
            words.put(parts.getFirst(), parts.subList(1, parts.size()));
            letters.put(parts.getFirst(), halves.length > 1 ? List.of(halves[1].strip().split(" ", -1)) : List.of());
        }
        weigh(words, WORDS);
        weigh(letters, LETTERS);
    }

    private LanguageTable() {
    }

    private static void weigh(SequencedMap<String, List<String>> marks, Map<String, Map<String, Long>> into) {
        Map<String, List<String>> languages = new HashMap<>();
        marks.forEach((code, list) -> new TreeSet<>(list).forEach(mark -> languages.computeIfAbsent(mark, _ -> new ArrayList<>()).add(code)));
        languages.forEach((mark, codes) -> {
            Map<String, Long> weights = new HashMap<>();
            codes.forEach(code -> weights.put(code, WHOLE / codes.size()));
            into.put(mark, Map.copyOf(weights));
        });
    }

    /// What a word in small letters counts for, by language.
    static Map<String, Long> word(String word) {
        return WORDS.getOrDefault(word, Map.of());
    }

    /// What a letter, or two that stand together, counts for, by language.
    static Map<String, Long> letters(String letters) {
        return LETTERS.getOrDefault(letters, Map.of());
    }

    /// The table as it is written.
    static String canonical() {
        return ROWS;
    }
}
