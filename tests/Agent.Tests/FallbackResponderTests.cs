using Agent.Conversations;
using Agent.Guarding;
using Agent.Planning;
using Agent.Plugins;
using Agent.Plugins.Baskets;
using Agent.Wording;

namespace Agent.Tests;

public sealed class FallbackResponderTests
{
    private static readonly DateTimeOffset Noon = Testing.VirtualTime.Noon;
    private static readonly FallbackResponder Words = new(WordBook.Load(Path.Combine(AppContext.BaseDirectory, "prompts"), "fallback"));

    [Fact]
    public void Every_refusal_has_words_in_every_language_whatever_facts_it_carries()
    {
        foreach (var code in Enum.GetValues<RefusalCode>())
        {
            foreach (var language in Enum.GetValues<Language>())
            {
                for (var facts = 0; facts < 64; facts++)
                {
                    var refusal = new Refusal(code)
                    {
                        Subject = Has(1) ? "Taro" : null,
                        Platform = Has(2) ? "Panda" : null,
                        Amount = Has(4) ? new Money(1250, "CNY") : null,
                        Count = Has(8) ? 7 : null,
                        At = Has(16) ? Noon.AddHours(1) : null,
                        Choices = Has(32) ? ["A", "B"] : [],
                    };
                    var said = Words.Say(refusal, language, Noon);
                    said.Length.ShouldBeGreaterThan(8, $"{code} {language} {facts}");
                    said.ShouldNotContain("{");
                    NoHands.Claims(said).ShouldBeFalse(said);

                    bool Has(int fact) => (facts & fact) != 0;
                }
            }
        }
    }

    [Fact]
    public void The_facts_that_are_known_are_said()
    {
        Words.Say(new Refusal(RefusalCode.BelowMinimum) { Amount = new Money(450, "CNY"), Platform = "Panda" }, Language.English).ShouldBe("The basket is ¥4.50 short of the minimum order on Panda. Add something, or choose another platform.");
        Words.Say(new Refusal(RefusalCode.BelowMinimum) { Amount = new Money(450, "CNY") }, Language.German).ShouldStartWith("Bis zum Mindestbestellwert fehlen 4,50 ¥.");
        Words.Say(new Refusal(RefusalCode.OptionUnknown) { Subject = "huge", Choices = ["regular", "large"] }, Language.English).ShouldBe("“huge” isn't offered for this item. You can have regular or large.");
        Words.Say(new Refusal(RefusalCode.StoreClosed) { Subject = "茶屋", At = Noon.AddDays(1) }, Language.Chinese, Noon).ShouldStartWith("茶屋还没开门，2月7日 12:00营业");
    }

    [Fact]
    public void A_function_that_is_not_there_is_named_by_what_it_does()
    {
        foreach (var function in FunctionEffects.Known.Keys)
        {
            foreach (var language in Enum.GetValues<Language>())
            {
                var said = Words.Say(new Refusal(RefusalCode.Unavailable) { Subject = function, ErrorId = "err_1" }, language);
                said.ShouldNotContain(function);
                said.ShouldContain("err_1");
            }
        }
    }

    [Fact]
    public void A_basket_that_is_kept_is_said_to_be()
    {
        var basket = new BasketView(1, "s", "Tea House", [new BasketViewLine("1", "taro", "Taro", [], [], 1, new Money(1, "CNY"), [])], null, new DeliveryView(null, null, null, false, null), null, null);
        var state = new DialogueState { Language = Language.English, Now = Noon, Basket = basket };

        Words.Say(new Refusal(RefusalCode.PaymentDeclined), state).ShouldEndWith("Your basket is kept.");
        Words.Say(new Refusal(RefusalCode.PaymentDeclined), state with { Basket = null }).ShouldNotContain("basket");
    }

    [Theory]
    [InlineData("database_locked")]
    [InlineData("database_read_only")]
    [InlineData("database_corrupt")]
    [InlineData("database_newer")]
    [InlineData("database_full")]
    [InlineData("database_unusable")]
    [InlineData("database_failed")]
    [InlineData("unavailable")]
    [InlineData("turn_running")]
    public void What_hosts_show_has_words(string code)
    {
        foreach (var language in Enum.GetValues<Language>())
        {
            var said = Words.Say(new ShopException(code, "raw message") { Subject = "/tmp/a.db" }, language);
            said.ShouldNotContain("raw message");
            said.ShouldNotContain("{");
        }

        Words.Say(new ShopException("catalogue_broken", "items.yaml, line 3: a price is expected."), Language.German).ShouldBe("items.yaml, line 3: a price is expected.");
    }
}
