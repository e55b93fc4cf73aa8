using Agent.Guarding;
using Agent.Planning;
using Agent.Plugins;
using Agent.Tests.World;
using Agent.Wording;

namespace Agent.Tests.Guarding;

/// <summary>A model that says it has paid, ordered or cancelled is believed only where that was done.</summary>
public sealed class DeedClaimsTests
{
    [Theory]
    [InlineData("hello", Language.English, "I've paid for it, your order is placed.", "nothing was paid, ordered or cancelled")]
    [InlineData("你好", Language.Chinese, "已经帮您下单并付款了。", "没有付款，没有下单")]
    [InlineData("hallo", Language.German, "Ich habe alles bezahlt.", "nichts bezahlt, bestellt oder storniert")]
    public async Task What_nobody_did_is_taken_back(string text, Language language, string claim, string instead)
    {
        await using var shop = new Shop();
        shop.Client.Says("Well. ", claim);

        var seen = await shop.TypeAsync(text, language: language);

        seen.OfType<TextDiscarded>().ShouldHaveSingleItem().Reason.ShouldBe("claims_undone");
        seen.Said().ShouldNotContain(claim);
        seen.Said().ShouldContain(instead);
        shop.Get<ReplyTexts>().Report.Count(GuardReport.Deed, GuardAction.Withdrawn).ShouldBe(1);
    }

    [Fact]
    public async Task Beside_an_open_question_nothing_is_paid_whatever_was_paid_before()
    {
        await using var shop = new Shop();
        await shop.AskToPayAsync();
        await shop.TypeAsync("yes");
        shop.Client.Says("Your order is placed.");
        (await shop.TypeAsync("is it?")).OfType<TextDiscarded>().ShouldBeEmpty();

        shop.Client.Calls("update_basket", new { changes = new[] { new { action = "add", item_id = "taro", quantity = 1 } } });
        shop.Client.Calls("set_delivery", new { address = "home" });
        shop.Client.Calls("compare_prices");
        shop.Client.Answers((messages, _) => [shop.Client.Call("request_payment", new { quote_id = World.Shop.FirstQuote(messages) })]);
        shop.Client.Says("I've paid, your order is placed.");
        var seen = await shop.TypeAsync("one more, please");

        seen.OfType<ConsentRequested>().ShouldHaveSingleItem();
        seen.OfType<TextDiscarded>().ShouldHaveSingleItem().Reason.ShouldBe("claims_undone");
        shop.Gateway.Authorised.Count.ShouldBe(1);

        shop.Client.Says("Your first order is on its way.");
        (await shop.TypeAsync("leave it; what of the first?")).OfType<TextDiscarded>().ShouldBeEmpty();
    }

    [Fact]
    public void An_order_may_be_told_by_its_number_beside_a_question_and_a_voucher_is_no_order()
    {
        DeedClaims.In("Order 54Q524 was placed at noon.", hasOrders: true).ShouldBe(Deed.None);
        DeedClaims.In("I've paid for it with SAVE20.").ShouldBe(Deed.Ordered);
        DeedClaims.In("Order 54Q524 is cancelled.", hasOrders: true).ShouldBe(Deed.Cancelled);
    }

    [Fact]
    public async Task An_order_that_stands_was_not_cancelled()
    {
        await using var shop = new Shop();
        await shop.AskToPayAsync();
        await shop.TypeAsync("yes");
        shop.Client.Says("I've cancelled your order.");

        (await shop.TypeAsync("cancel it")).OfType<TextDiscarded>().ShouldHaveSingleItem().Reason.ShouldBe("claims_undone");
    }

    [Fact]
    public async Task What_was_done_is_known_after_a_restart()
    {
        using var folder = new TempFolder();
        await using (var shop = new Shop(folder.File("a.db")))
        {
            await shop.AskToPayAsync();
            await shop.TypeAsync("yes");
        }

        await using var again = new Shop(folder.File("a.db"));
        again.Client.Says("Your order is placed.");

        (await again.TypeAsync("and?")).OfType<TextDiscarded>().ShouldBeEmpty();
    }

    [Fact]
    public void No_words_of_ours_claim_it_but_those_that_tell_of_orders()
    {
        string[] told = ["track.", "share.", "problem.", "refusal.order_in_progress"];
        foreach (var area in new[] { "express", "fallback" })
        {
            var words = WordBook.Load(Path.Combine(AppContext.BaseDirectory, "prompts"), area);
            foreach (var key in words.Keys)
            {
                foreach (var language in Enum.GetValues<Language>())
                {
                    var text = words.Say(language, key, [.. words.Places(key).Select(p => (p, (object?)"X"))]);
                    if (DeedClaims.In(text) != Deed.None) told.ShouldContain(t => key.StartsWith(t, StringComparison.Ordinal), $"{area} {key} {language}: {text}");
                }
            }
        }
    }
}
