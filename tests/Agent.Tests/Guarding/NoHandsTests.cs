using Agent.Guarding;
using Agent.Plugins;
using Agent.Wording;

namespace Agent.Tests.Guarding;

public sealed class NoHandsTests
{
    [Theory]
    [InlineData("As a large language model without physical hands, I cannot drink tea.")]
    [InlineData("Sorry, as an AI, ordering is beyond me.")]
    [InlineData("I'm just an AI assistant.")]
    [InlineData("I am only a chatbot, sorry!")]
    [InlineData("I don't have hands, you know.")]
    [InlineData("I have no physical body.")]
    [InlineData("Unfortunately I don't have the ability to place orders.")]
    [InlineData("Well. I can't order food for you.")]
    [InlineData("I cannot actually place orders.")]
    [InlineData("I'm unable to make purchases")]
    [InlineData("I'm not able to pay on your behalf.")]
    [InlineData("Please use the delivery app.")]
    [InlineData("You'll need to contact customer service.")]
    [InlineData("You should order directly from the restaurant's website.")]
    [InlineData("Just order it yourself.")]
    [InlineData("作为一个大型语言模型，我没有手。")]
    [InlineData("我只是一个语言模型，帮不了你。")]
    [InlineData("我是一个AI助手，无法帮你下单。")]
    [InlineData("很抱歉，我没有双手。")]
    [InlineData("我没有实体，没法去店里。")]
    [InlineData("我无法直接为您下单。")]
    [InlineData("我不能帮你付款")]
    [InlineData("请您打开外卖APP。")]
    [InlineData("建议您自行下单。")]
    [InlineData("您可以联系商家客服处理。")]
    [InlineData("Als KI kann ich so etwas nicht.")]
    [InlineData("Ich bin nur ein Sprachmodell.")]
    [InlineData("Ich habe leider keine Hände.")]
    [InlineData("Ich kann nichts bestellen.")]
    [InlineData("Ich kann leider keine Bestellungen aufgeben.")]
    [InlineData("Bitte nutze die App des Lieferdienstes.")]
    [InlineData("Wende dich bitte an den Kundenservice.")]
    [InlineData("Bestell es selbst.")]
    public void A_claim_of_being_unable_by_nature_is_found(string text) => NoHands.Claims(text).ShouldBeTrue();

    [Theory]
    [InlineData("Two large taro milk teas to the office. Shall I pay ¥38.00 on Panda?")]
    [InlineData("I can't place that order right now, because the store is closed.")]
    [InlineData("I can't pay for this yet: the quote has expired. Say \"pay\" and I ask anew.")]
    [InlineData("Payment isn't available right now. Your basket is kept.")]
    [InlineData("I can't cancel it any more, it is already on its way.")]
    [InlineData("The wallet can't be shown right now; paying by card may still work.")]
    [InlineData("I don't have that item on the list. Would pearl milk tea do?")]
    [InlineData("Use the button below to confirm.")]
    [InlineData("You can pick it up at Tea Street 1.")]
    [InlineData("The courier calls you at the door.")]
    [InlineData("I'm your shopping agent: tell me what you would like.")]
    [InlineData("No hands needed: I order it once you say yes.")]
    [InlineData("手冲咖啡现在没有了，要不要拿铁？")]
    [InlineData("我这里没有手冲咖啡。")]
    [InlineData("这家店没有实体店面，只送外卖。")]
    [InlineData("店已经打烊，现在不能下单，最早十点。")]
    [InlineData("暂时无法付款，购物篮还在。")]
    [InlineData("好的，我来帮你下单。")]
    [InlineData("这家店可以自取。")]
    [InlineData("券已过期，不能使用。")]
    [InlineData("Ich kann das gerade nicht bestellen, der Laden hat geschlossen.")]
    [InlineData("Bezahlen ist gerade nicht verfügbar. Dein Warenkorb bleibt.")]
    [InlineData("Ich kann sie nicht mehr stornieren, sie ist schon unterwegs.")]
    [InlineData("Soll ich 38,00 ¥ bei Panda bezahlen?")]
    [InlineData("Du kannst es im Laden in der Teestraße abholen.")]
    [InlineData("Ich habe keine Erdnüsse gefunden.")]
    public void An_honest_reply_is_left_alone(string text) => NoHands.Claims(text).ShouldBeFalse();

    [Theory]
    [InlineData("en")]
    [InlineData("zh")]
    [InlineData("de")]
    public void Every_way_in_which_models_phrase_it_is_found(string language)
    {
        var lines = Lines("Claims", language);
        lines.Length.ShouldBeGreaterThanOrEqualTo(40);
        lines.Where(l => !NoHands.Claims(l)).ShouldBeEmpty();

        // In the middle of others it is found as well.
        lines.Where(l => !NoHands.Claims($"OK!\n\n- {l}\n- OK.")).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("en")]
    [InlineData("zh")]
    [InlineData("de")]
    public void Every_honest_refusal_is_left_alone(string language)
    {
        var lines = Lines("Honest", language);
        lines.Length.ShouldBeGreaterThanOrEqualTo(40);
        lines.Where(NoHands.Claims).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("As an **AI language model**, I help where I can.")]
    [InlineData("I can’t *actually* place orders.")]
    [InlineData("I ‑ sorry ‑ don’t have “hands”. I don’t have _any_ hands.")]
    [InlineData("作为一个 AI 语言模型，我帮您看看。")]
    [InlineData("作為一個ＡＩ語言模型，我幫您看看。")]
    [InlineData("我**無法**為您**下單**！")]
    [InlineData("> Als **KI** geht das leider nicht.")]
    [InlineData("Ich bin nur ein\u00a0Sprachmodell.")]
    public void However_it_is_set(string text) => NoHands.Claims(text).ShouldBeTrue();

    [Fact]
    public void No_wording_of_ours_claims_it()
    {
        foreach (var file in Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "prompts"), "*.en.yaml").Where(f => !f.Contains("lexicon")))
        {
            var words = WordBook.Load(Path.GetDirectoryName(file)!, Path.GetFileName(file)[..^".en.yaml".Length]);
            foreach (var key in words.Keys)
            {
                foreach (var language in Enum.GetValues<Language>())
                {
                    var values = words.Places(key).Select(p => (p, (object?)"X")).ToArray();
                    var text = words.Say(language, key, values);
                    NoHands.Claims(text).ShouldBeFalse($"{Path.GetFileName(file)} {key} {language}: {text}");
                }
            }
        }
    }

    private static string[] Lines(string file, string language) => File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Guarding", $"{file}.{language}.txt"));
}
