using Agent.Plugins;
using Agent.Plugins.Baskets;
using Agent.Plugins.Campaigns;
using Agent.Plugins.Menu;
using Agent.Plugins.Orders;
using Agent.Plugins.Payments;
using Agent.Plugins.Platforms;
using Agent.Plugins.Vouchers;

namespace Agent.Tests.Express;

public class DialogueTests
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

    [Theory]
    [InlineData("use the free order voucher", "SPRING-FREE")]
    [InlineData("use the voucher LOTUS-2", "LOTUS-2")]
    public async Task A_voucher_is_named_by_its_code_or_a_part_of_its_title(string said, string code)
    {
        var table = Table.In(Language.English).Friendly().When("list_vouchers", Purse()).When("apply_vouchers", new VoucherChoice([code], ["x"]));

        await table.Say(said);

        table.Argument("apply_vouchers", "codes").ShouldBe(new List<string> { code });
    }

    [Fact]
    public async Task A_code_that_is_not_in_the_purse_is_claimed_and_where_there_is_nothing_to_claim_from_tried_as_it_is()
    {
        var table = Table.In(Language.English).Friendly().When("list_vouchers", Purse()).When("claim_voucher", new Refusal(RefusalCode.Unavailable)).When("apply_vouchers", new VoucherChoice(["NEWCODE9"], ["x"]));

        await table.Say("apply voucher NEWCODE9");

        table.Argument("claim_voucher", "code").ShouldBe("NEWCODE9");
        table.Argument("apply_vouchers", "codes").ShouldBe(new List<string> { "NEWCODE9" });
    }

    [Theory]
    [InlineData(Language.English, "agent://friend/inv_0123456789abcdef", "agent://friend/inv_0123456789abcdef")]
    [InlineData(Language.English, "my friend sent me this link https://tea.example/f/gft_0123456789abcdef, claim it please", "https://tea.example/f/gft_0123456789abcdef")]
    [InlineData(Language.English, "claim MILKTEA", "MILKTEA")]
    [InlineData(Language.Chinese, "领券 MILKTEA2026", "MILKTEA2026")]
    [InlineData(Language.Chinese, "好友发我的 inv_0123456789abcdef", "inv_0123456789abcdef")]
    [InlineData(Language.German, "hol den Gutschein TEE-2026 bitte", "TEE-2026")]
    public async Task What_a_friend_or_a_campaign_sends_is_claimed(Language language, string said, string code)
    {
        var table = Table.In(language).Friendly().When("claim_voucher", new Claimed("Free tea", "VCH_1", new Money(2500, "CNY"), VirtualTime.Noon.AddDays(3), IsCash: false));

        (await table.Say(said)).ShouldContain("Free tea");

        table.Argument("claim_voucher", "code").ShouldBe(code);
    }

    [Theory]
    [InlineData(Language.English, "invite a friend")]
    [InlineData(Language.English, "can I have an invitation link?")]
    [InlineData(Language.Chinese, "邀请好友")]
    [InlineData(Language.Chinese, "我要邀请朋友")]
    [InlineData(Language.German, "ich möchte einen Freund einladen")]
    [InlineData(Language.German, "Einladungslink bitte")]
    public async Task A_friend_is_invited_by_a_link(Language language, string said)
    {
        var table = Table.In(language).Friendly().When("invite_friend", new Invitation("agent://friend/inv_1", "Spring", "Free tea", new Money(2500, "CNY"), "Thanks", 3, VirtualTime.Noon.AddDays(3)));

        var reply = await table.Say(said);

        reply.ShouldContain("agent://friend/inv_1");
        reply.ShouldContain("Thanks");
    }

    [Theory]
    [InlineData(Language.English, "give my voucher to a friend")]
    [InlineData(Language.English, "send a voucher to a friend")]
    [InlineData(Language.Chinese, "转赠优惠券")]
    [InlineData(Language.Chinese, "把优惠券送给朋友")]
    [InlineData(Language.German, "ich will einen Gutschein verschenken")]
    [InlineData(Language.German, "verschenke meinen Gutschein")]
    public async Task A_voucher_is_given_away_only_by_a_question(Language language, string said)
    {
        var own = new ShownVoucher("SPRING", "Spring tea", null, Funder.Campaign, null, null, null, null, VirtualTime.Noon, true);
        var request = new ConsentRequest("cns_1", ConsentPurpose.Transfer, "SPRING", "hash", new Money(2500, "CNY"), null, VirtualTime.Noon.AddMinutes(5));
        var table = Table.In(language).Friendly().When("list_vouchers", new VoucherList([own], [])).When("request_transfer", new TransferAsked(request, "Spring tea", VirtualTime.Noon));

        (await table.Say(said)).ShouldContain("Spring tea");

        table.Argument("request_transfer", "code").ShouldBe("SPRING");
    }

    [Fact]
    public async Task A_voucher_that_could_be_several_is_asked_about()
    {
        var table = Table.In(Language.English).Friendly().When("list_vouchers", Purse());

        (await table.Say("use the order voucher")).ShouldContain("SPRING-FREE");

        table.Calls.ShouldHaveSingleItem().Name.ShouldBe("list_vouchers");
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

    [Fact]
    public async Task The_only_open_order_is_asked_to_be_cancelled()
    {
        var order = Order();
        var table = Table.In(Language.English)
            .When("list_orders", new OrderList([order]))
            .When("request_cancellation", new CancellationAsked(new ConsentRequest("c", ConsentPurpose.Cancel, "ord_1", "h", Table.Yuan(0), null, default), order, Table.Yuan(0), Table.Yuan(24.5m)));

        (await table.Say("cancel my order")).ShouldContain("¥24.50");

        table.Argument("request_cancellation", "order_id").ShouldBe("ord_1");
    }

    [Fact]
    public async Task A_missing_item_of_a_single_line_is_reported_at_once_where_the_wish_is_said()
    {
        var order = Order() with { State = OrderState.Delivered };
        var table = Table.In(Language.English).When("track_order", order).When("report_problem", new ProblemHandled(order, Table.Yuan(36), false));

        (await table.Say("the taro milk tea is missing, money back please")).ShouldContain("¥36.00");

        table.Argument("report_problem", "lines").ShouldBe(new[] { 1 });
        table.Argument("report_problem", "wish").ShouldBe(ProblemWish.Refund);
    }

    [Theory]
    [InlineData(Language.English, "cancel one of the taro milk teas", 1)]
    [InlineData(Language.English, "cancel the taro milk tea", null)]
    [InlineData(Language.Chinese, "取消一杯taro milk tea", 1)]
    [InlineData(Language.German, "storniere die taro milk teas", null)]
    public async Task Lines_that_are_named_are_asked_to_be_cancelled(Language language, string said, int? units)
    {
        var order = Order();
        var table = Table.In(language)
            .When("list_orders", new OrderList([order]))
            .When("request_cancellation", new CancellationAsked(new ConsentRequest("c", ConsentPurpose.Cancel, "ord_1", "h", Table.Yuan(2), null, default), order, Table.Yuan(2), Table.Yuan(16)) { Lines = [new LineUnits(1, 1)] });
        table.State = table.State with { Order = order };

        var text = await table.Say(said);

        table.Argument("request_cancellation", "lines").ShouldBe(new[] { new LineChoice(1, units) }, text);
        text.ShouldContain("Taro Milk Tea");
    }

    [Theory]
    [InlineData(Language.English, "yes please")]
    [InlineData(Language.English, "cancel it")]
    [InlineData(Language.Chinese, "好的")]
    [InlineData(Language.German, "ja")]
    public async Task A_late_order_that_was_offered_is_the_one_that_is_asked_to_be_cancelled(Language language, string said)
    {
        var late = Order() with { OrderId = "ord_late" };
        var table = Table.In(language)
            .When("list_orders", new OrderList([Order(), late]))
            .When("request_cancellation", new CancellationAsked(new ConsentRequest("c", ConsentPurpose.Cancel, "ord_late", "h", Table.Yuan(0), null, default), late, Table.Yuan(0), Table.Yuan(24.5m)));
        table.State = table.State with { Late = late };

        (await table.Say(said)).ShouldContain("24");

        table.Argument("request_cancellation", "order_id").ShouldBe("ord_late");
    }

    [Theory]
    [InlineData(Language.English, "where is it", "the card's bank has not confirmed it yet", "has not said yet whether it is cancelled")]
    [InlineData(Language.Chinese, "到哪了", "发卡行还没有确认", "还没有确认取消")]
    [InlineData(Language.German, "wo ist meine Bestellung", "die Bank deiner Karte hat es noch nicht bestätigt", "hat noch nicht gesagt, ob sie storniert ist")]
    public async Task What_is_pending_is_said_in_words(Language language, string said, string refund, string cancellation)
    {
        var order = Order() with { Refunding = Table.Yuan(9), Waiting = OrderWait.Cancellation, Gone = [new LineUnits(1, 1)] };
        var table = Table.In(language).When("track_order", order).When("list_orders", new OrderList([order]));

        var text = await table.Say(said);

        text.ShouldSatisfyAllConditions(t => t.ShouldContain(refund), t => t.ShouldContain(cancellation), t => t.ShouldContain("1 × "));
    }

    [Fact]
    public async Task A_wish_that_was_not_said_is_asked_once_and_its_answer_goes_on()
    {
        var order = Order() with { State = OrderState.Delivered };
        var remake = Order() with { OrderId = "ord_2", Number = "XYZ789" };
        var table = Table.In(Language.English).When("track_order", order).When("report_problem", new ProblemHandled(order, Table.Yuan(0), false) { Remake = remake });

        (await table.Say("the taro milk tea is missing")).ShouldContain("made again");
        table.Calls.ShouldNotContain(c => c.Name == "report_problem");
        table.Question!.Choices.Count.ShouldBe(2);
        (await table.Say("1")).ShouldContain("XYZ789");

        table.Argument("report_problem", "wish").ShouldBe(ProblemWish.Remake);
        table.Argument("report_problem", "kind").ShouldBe(ProblemKind.MissingItem);
    }

    [Fact]
    public async Task A_problem_with_what_has_not_arrived_is_not_reported()
    {
        var table = Table.In(Language.English).When("track_order", Order());

        (await table.Say("the taro milk tea is missing")).ShouldContain("ProblemTooEarly");
    }

    private static VoucherList Purse() => new([.. new[] { ("SPRING-FREE", "Spring free order up to ¥25"), ("LOTUS-2", "¥2 off your order") }.Select(v => new ShownVoucher(v.Item1, v.Item2, null, Funder.Platform, null, null, null, null, VirtualTime.Noon, true))], []);

    private static OrderView Order()
    {
        var quote = Table.Quote("qt_1", "Swift Bowl", 24.5m);
        return new("ord_1", "ABC123", OrderState.Placed, quote, "card", [], default, default, quote.Delivery.Until, 20, null, null, null, Table.Yuan(0));
    }
}
