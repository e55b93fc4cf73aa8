using Agent.Plugins;
using Agent.Plugins.Baskets;
using Agent.Plugins.Menu;

namespace Agent.Tests.Express;

public sealed class DialogueTests
{
    [Fact]
    public async Task Several_items_that_fit_are_asked_about_and_none_is_taken()
    {
        var table = Table.In(Language.English).Friendly().When("search_menu", Table.Found("latte", Table.Hit("a", "Vanilla Latte", MatchQuality.All), Table.Hit("b", "Oat Latte", MatchQuality.All)));

        await table.Say("two lattes please");

        table.Calls.ShouldHaveSingleItem().Name.ShouldBe("search_menu");
        table.Question!.Choices.Select(c => c.Id).ShouldBe(["a", "b"]);
    }

    [Theory]
    [InlineData(Language.English, "the second one")]
    [InlineData(Language.English, "2")]
    [InlineData(Language.English, "oat latte")]
    [InlineData(Language.Chinese, "第二个")]
    [InlineData(Language.German, "das zweite")]
    public async Task The_answer_goes_on_with_the_wish_that_was_asked_about(Language language, string answer)
    {
        var table = Table.In(language).Friendly()
            .When("search_menu", Table.Found("latte", Table.Hit("a", "Vanilla Latte", MatchQuality.All), Table.Hit("b", "Oat Latte", MatchQuality.All)))
            .When("get_item", a => new ItemDetails(Table.Hit((string)a["item_id"]!, "Oat Latte"), AllergenInfo.Unknown, []));
        await table.Say(language switch { Language.Chinese => "两杯大杯拿铁", Language.German => "zwei große Latte", _ => "two large lattes" });

        await table.Say(answer);

        var change = table.Changes.ShouldHaveSingleItem();
        (change.ItemId, change.Quantity).ShouldBe(("b", 2));
        change.Choices.ShouldBe(["size.large"]);
        table.Calls[^1].Name.ShouldBe("request_payment");
    }

    [Fact]
    public async Task What_only_resembles_the_words_is_never_taken()
    {
        var table = Table.In(Language.English).Friendly().When("search_menu", Table.Found("x", Table.Hit("a", "Something Else", MatchQuality.Partial)));

        await table.Say("one unicorn smoothie");

        table.Calls.ShouldHaveSingleItem();
        table.Question.ShouldNotBeNull();
    }

    [Fact]
    public async Task Contradictory_options_are_asked_about()
    {
        var table = Table.In(Language.English).Friendly();

        await table.Say("a taro milk tea, no ice, less ice");

        table.Question!.Choices.Select(c => c.Id).ShouldBe(["ice.none", "ice.less"]);
        table.Calls.ShouldNotContain(c => c.Name == "update_basket");
    }

    [Fact]
    public async Task An_option_that_the_item_lacks_is_said_and_asked()
    {
        var table = Table.In(Language.English).Friendly().When("search_menu", Table.Found("rice", Table.Hit("rice", "Rice", options: [])));

        var text = await table.Say("one large rice");

        text.ShouldContain("large");
        table.Question!.Choices.Select(c => c.Id).ShouldBe(["without", "leave"]);
    }

    [Fact]
    public async Task A_basket_of_another_store_is_asked_about_and_a_new_start_clears_it()
    {
        var table = Table.In(Language.English).Friendly();
        var friendly = Table.Basket("office", Table.Line("1", "taro", "Taro Milk Tea"));
        table.When("update_basket", a => ((IReadOnlyList<BasketChange>)a["changes"]!)[0].Action == BasketAction.Clear ? friendly : new Refusal(RefusalCode.BasketOtherStore));
        await table.Say("two taro milk teas");

        await table.Say("1");

        table.Changes.Select(c => c.Action).ShouldBe([BasketAction.Clear, BasketAction.Add]);
    }

    [Theory]
    [InlineData(Language.English, "Yes, but make it three")]
    [InlineData(Language.Chinese, "好，但是改成三杯")]
    [InlineData(Language.German, "Ja, aber mach drei daraus")]
    public async Task A_yes_with_a_change_changes_and_quotes_again(Language language, string said)
    {
        var table = Table.In(language).Friendly();
        table.State = table.State with { Withdrawn = Table.Asked("qt_0", "Swift Bowl", 20) };

        await table.Say(said);

        var change = table.Changes.ShouldHaveSingleItem();
        (change.Action, change.LineId, change.Quantity).ShouldBe((BasketAction.Set, "1", 3));
        table.Calls.Select(c => c.Name).ShouldBe(["view_basket", "update_basket", "compare_prices", "request_payment"]);
    }

    [Theory]
    [InlineData(Language.English, "yes")]
    [InlineData(Language.Chinese, "好的")]
    [InlineData(Language.German, "ja")]
    public async Task A_yes_with_nothing_open_calls_nothing(Language language, string said)
    {
        var table = Table.In(language).Friendly();

        (await table.Say(said)).ShouldNotBeEmpty();

        table.Calls.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("take the second one")]
    [InlineData("order on Magpie Dash instead")]
    public async Task A_platform_of_the_comparison_can_be_chosen(string said)
    {
        var table = Table.In(Language.English).Friendly();
        table.State = table.State with { Comparison = Table.Compared() };

        await table.Say(said);

        table.Calls.ShouldHaveSingleItem().Name.ShouldBe("request_payment");
        table.Argument("request_payment", "quote_id").ShouldBe("qt_2");
    }

    [Theory]
    [InlineData("")]
    [InlineData("   \t ")]
    [InlineData("🍵🍵🍵")]
    [InlineData("\u0000\u0007\u001b")]
    [InlineData("???")]
    public async Task Nothing_said_gets_a_next_step_and_no_call(string said)
    {
        var table = Table.In(Language.English);

        (await table.Say(said)).ShouldNotBeEmpty();

        table.Calls.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("0 taro milk teas", RefusalCode.QuantityInvalid)]
    [InlineData("-2 taro milk teas", RefusalCode.QuantityInvalid)]
    [InlineData("minus two taro milk teas", RefusalCode.QuantityInvalid)]
    [InlineData("1000000000000 taro milk teas", RefusalCode.QuantityTooLarge)]
    [InlineData("99999999999999999999999999999999 taro milk teas", RefusalCode.QuantityTooLarge)]
    public async Task A_quantity_that_cannot_be_is_refused_before_anything_is_asked_and_the_right_one_taken(string said, RefusalCode code)
    {
        var table = Table.In(Language.English).Friendly();

        (await table.Say(said)).ShouldContain($"[{code}]");
        table.Calls.ShouldBeEmpty();
        await table.Say("3");

        table.Changes.ShouldHaveSingleItem().Quantity.ShouldBe(3);
    }

    [Fact]
    public async Task A_quantity_that_the_basket_refuses_is_worded_and_asked_for_again()
    {
        var table = Table.In(Language.English).Friendly().When("update_basket", new Refusal(RefusalCode.QuantityTooLarge));

        (await table.Say("100 taro milk teas")).ShouldContain("[QuantityTooLarge]");

        table.Changes.ShouldHaveSingleItem().Quantity.ShouldBe(100);
        table.Question!.Kind.ShouldBe("count");
    }

    [Theory]
    [InlineData("what about Magpie Dash?", "qt_2")]
    [InlineData("Magpie Dash", "qt_2")]
    public async Task A_platform_that_is_only_named_is_one_of_the_comparison(string said, string quote)
    {
        var table = Table.In(Language.English).Friendly();
        table.State = table.State with { Comparison = Table.Compared() };

        await table.Say(said);

        table.Calls.ShouldHaveSingleItem().Name.ShouldBe("request_payment");
        table.Argument("request_payment", "quote_id").ShouldBe(quote);
    }

    [Theory]
    [InlineData("what about Lotus Go?")]
    [InlineData("and Lotus Go")]
    public async Task A_platform_that_takes_no_order_is_answered_with_the_reason(string said)
    {
        var table = Table.In(Language.English).Friendly();
        table.State = table.State with { Comparison = Table.Compared() };

        (await table.Say(said)).ShouldContain("[BelowMinimum]");

        table.Calls.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_is_asked_to_be_without_something_is_not_offered_with_it()
    {
        var table = Table.In(Language.English).Friendly().When("search_menu", Table.Found("dumplings", Table.Hit("p", "Pork Dumplings", MatchQuality.All), Table.Hit("b", "Beef Dumplings", MatchQuality.All), Table.Hit("v", "Vegetable Dumplings", MatchQuality.All)));

        await table.Say("dumplings without pork");

        table.Question!.Choices.Select(c => c.Id).ShouldBe(["b", "v"]);
    }

    [Fact]
    public async Task Where_everything_has_it_that_is_said_and_nothing_taken()
    {
        var table = Table.In(Language.English).Friendly().When("search_menu", Table.Found("dumplings", Table.Hit("p", "Pork Dumplings", MatchQuality.All)));

        await table.Say("dumplings without pork");

        table.Question!.Choices.Select(c => c.Id).ShouldBe(["p"]);
        table.Calls.ShouldNotContain(c => c.Name == "update_basket");
    }

    [Fact]
    public async Task Items_of_two_stores_are_asked_about_before_the_basket_changes()
    {
        var table = Table.In(Language.English).Friendly().When("search_menu", a => Table.Found("x", Table.Hit((string)a["query"]!, (string)a["query"]!, store: a["query"] is "mocha" ? "bean" : "cloud-leaf")));

        await table.Say("a taro milk tea and a mocha");
        table.Calls.ShouldNotContain(c => c.Name == "update_basket");
        table.Question!.Choices.Select(c => c.Id).ShouldBe(["cloud-leaf", "bean"]);
        await table.Say("2");

        table.Changes.ShouldHaveSingleItem().ItemId.ShouldBe("mocha");
    }

    [Fact]
    public async Task A_very_long_message_is_cut_and_answered()
    {
        var table = Table.In(Language.English).Friendly();

        (await table.Say(string.Concat(Enumerable.Repeat("tea, ", 20_000)))).ShouldNotBeEmpty();
    }

    [Fact]
    public async Task An_unknown_address_is_asked_for_with_those_that_are_known()
    {
        var table = Table.In(Language.English).Friendly().When("set_delivery", a => a["address"] as string == "Home"
            ? Table.Basket("home", Table.Line("1", "taro", "Taro Milk Tea"))
            : new Refusal(RefusalCode.AddressUnknown) { Choices = ["Home", "Office"] });
        await table.Say("two taro milk teas to garden road");
        table.Question!.Choices.Select(c => c.Label).ShouldBe(["Home", "Office"]);

        await table.Say("1");

        table.Calls.Select(c => c.Name).ShouldBe(["set_delivery", "compare_prices", "request_payment"]);
    }

    [Fact]
    public async Task An_allergen_filters_the_search()
    {
        var table = Table.In(Language.English).Friendly();

        await table.Say("find me something to eat, nothing with nuts");

        table.Argument("search_menu", "dietary").ShouldBe(new List<string> { "no_nuts" });
    }

    [Fact]
    public async Task A_function_that_is_not_there_is_not_called()
    {
        var table = Table.In(Language.English);
        table.State = table.State with { Functions = ["view_basket"] };

        (await table.Say("where is my order?")).ShouldContain("[Unavailable]");

        table.Calls.ShouldBeEmpty();
    }

    [Fact]
    public void Arguments_written_by_a_model_match_those_of_a_script()
    {
        var typed = new Dictionary<string, object?> { ["prefer"] = Agent.Plugins.Pricing.Preference.Cheapest, ["changes"] = new List<BasketChange> { new(BasketAction.Add, "taro", Choices: ["size.large"], Quantity: 2) } };
        using var json = System.Text.Json.JsonDocument.Parse("""{"prefer":"cheapest","changes":[{"quantity":2,"action":"add","item_id":"taro","line_id":null,"choices":["size.large"]}]}""");
        var written = json.RootElement.EnumerateObject().ToDictionary(m => m.Name, m => (object?)m.Value);

        Agent.Express.CallLog.Key("f", typed).ShouldBe(Agent.Express.CallLog.Key("f", written));
    }

    [Theory]
    [InlineData("one with less ice and three taro milk teas")]
    [InlineData("one for me, two taro milk teas for my kids")]
    public async Task Counts_that_do_not_add_up_are_asked_about(string said)
    {
        var table = Table.In(Language.English).Friendly();

        await table.Say(said);

        table.Calls.ShouldNotContain(c => c.Name == "update_basket");
    }
}
