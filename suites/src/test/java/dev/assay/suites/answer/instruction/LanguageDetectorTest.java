package dev.assay.suites.answer.instruction;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class LanguageDetectorTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        en | The weather is nice today, and we are going to walk along the river.
        en | once upon a time there was a little cat who lived by the sea
        es | El tiempo es bueno hoy y vamos a caminar por el río con nuestros amigos.
        es | Me gusta mucho este libro
        pt | O tempo está bom hoje e nós vamos caminhar junto ao rio com os nossos amigos.
        pt | Não sei onde fica a estação, mas posso ajudar você.
        fr | Il fait beau aujourd'hui et nous allons marcher au bord de la rivière.
        it | Oggi il tempo è bello e andiamo a camminare lungo il fiume con gli amici.
        it | La mia casa è molto grande e ha una bella vista sul mare.
        de | Das Wetter ist heute schön, und wir gehen am Fluss spazieren.
        de | Ich habe keine Zeit für dieses Spiel.
        nl | Het weer is vandaag mooi en we gaan langs de rivier wandelen.
        sv | Vädret är fint i dag och vi ska gå längs ån med våra vänner.
        fi | Sää on tänään kaunis, ja me kävelemme joen varrella ystävien kanssa.
        fi | Tämä on hyvin tärkeä asia, mutta minulla ei ole aikaa.
        vi | Hôm nay thời tiết đẹp và chúng tôi đi dạo dọc theo bờ sông.
        sw | Hali ya hewa ni nzuri leo na tunatembea kando ya mto pamoja na marafiki.
        sw | Hii ni hadithi ya mtu mmoja ambaye aliishi katika kijiji kidogo.
        pl | Pogoda jest dzisiaj ładna i idziemy na spacer wzdłuż rzeki.
        tr | Bugün hava çok güzel ve nehir boyunca yürüyoruz.
        ru | Сегодня хорошая погода, и мы идём гулять вдоль реки.
        ru | Это очень интересная книга о жизни в деревне.
        uk | Сьогодні гарна погода, і ми йдемо гуляти вздовж річки.
        bg | Днес времето е хубаво и ние ще се разходим край реката.
        bg | Това е много интересна книга за живота на село.
        ar | الطقس جميل اليوم ونحن نمشي على طول النهر مع الأصدقاء.
        fa | امروز هوا خوب است و ما در کنار رودخانه قدم می‌زنیم.
        fa | این یک داستان کوتاه دربارهٔ زندگی در روستا است.
        ur | آج موسم بہت اچھا ہے اور ہم دریا کے کنارے چل رہے ہیں۔
        hi | आज मौसम अच्छा है और हम नदी के किनारे टहल रहे हैं।
        hi | यह गाँव के जीवन के बारे में एक छोटी कहानी है।
        mr | आज हवामान छान आहे आणि आम्ही नदीच्या काठी फिरत आहोत.
        mr | ही गावातील जीवनाबद्दल एक छोटी गोष्ट आहे.
        ne | आज मौसम राम्रो छ र हामी नदीको किनारमा हिँडिरहेका छौं।
        ne | यो गाउँको जीवनको बारेमा एउटा सानो कथा हो।
        bn | আজ আবহাওয়া সুন্দর এবং আমরা নদীর ধারে হাঁটছি।
        gu | આજે હવામાન સરસ છે અને અમે નદી કિનારે ચાલીએ છીએ.
        pa | ਅੱਜ ਮੌਸਮ ਚੰਗਾ ਹੈ ਅਤੇ ਅਸੀਂ ਨਦੀ ਦੇ ਕੰਢੇ ਤੁਰ ਰਹੇ ਹਾਂ।
        ta | இன்று வானிலை நன்றாக உள்ளது.
        te | ఈ రోజు వాతావరణం బాగుంది.
        kn | ಇಂದು ಹವಾಮಾನ ಚೆನ್ನಾಗಿದೆ.
        th | วันนี้อากาศดีและเราเดินเล่นริมแม่น้ำ
        ko | 오늘은 날씨가 좋아서 우리는 강을 따라 걷습니다.
        ja | 今日は天気がいいので、川沿いを歩きます。
        zh | 今天天气很好，我们沿着河边散步。
        el | Σήμερα ο καιρός είναι καλός.
        """)
    void everyLanguageOfThePublishedPromptsIsTold(String code, String text) {
        assertThat(LanguageDetector.detect(text)).contains(code);
    }

    @ParameterizedTest
    @ValueSource(strings = {"12345 + 6 = ?", "", "XYZ", "Louvre", "THE WHOLE SENTENCE IS SHOUTED", "*** --- ***"})
    void whatTellsNothingIsUnknownAndHeld(String text) {
        assertThat(LanguageDetector.detect(text)).isEqualTo(Optional.empty());
        assertThat(LanguageChecks.is(text, "de")).isTrue();
    }

    @Test
    void aFewForeignWordsDoNotMatter() {
        assertThat(LanguageDetector.detect("\"The Matrix\" एक बहुत अच्छी फ़िल्म है और मुझे यह पसंद है।")).contains("hi");
        assertThat(LanguageChecks.is("今天天气很好，我们沿着河边散步。", "zh-cn")).isTrue();
        assertThat(LanguageChecks.is("The weather is nice today.", "de")).isFalse();
    }
}
