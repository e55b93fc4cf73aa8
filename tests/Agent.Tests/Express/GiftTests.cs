using Agent.Plugins;
using Agent.Plugins.Orders;
using Agent.Plugins.People;

namespace Agent.Tests.Express;

/// <summary>Orders for friends: what is called, what is asked, and what is said.</summary>
public class GiftTests
{
    [Theory]
    [InlineData(Language.English, "two taro milk teas as a gift for Mei", "Mei")]
    [InlineData(Language.Chinese, "两杯香芋奶茶，送给小美", "小美")]
    [InlineData(Language.German, "zwei Taro-Milchtees als Geschenk für Mei", "Mei")]
    public async Task An_order_for_a_friend_is_set_as_a_gift(Language language, string said, string friend)
    {
        var table = Table.In(language).Friendly();

        await table.Say(said);

        (table.Argument("set_delivery", "gift"), table.Argument("set_delivery", "recipient")).ShouldBe((true, friend));
        table.Calls[^1].Name.ShouldBe("request_payment");
    }

    [Theory]
    [InlineData(Language.English, "add Mei's address: 12 Lake Road", "1", "Mei")]
    [InlineData(Language.Chinese, "添加小美的地址：湖滨路12号", "lakeside", "小美")]
    [InlineData(Language.German, "neue Adresse für Mei: Seestraße 12", "lakeside", "Mei")]
    public async Task The_zone_of_a_new_address_is_asked_for_where_it_was_not_said(Language language, string said, string answer, string friend)
    {
        var table = Table.In(language).Friendly().When("save_address", a => a.TryGetValue("zone", out var zone)
            ? new AddressSaved("adr_1", (string)a["label"]!, (string)a["street"]!, (string)zone!, friend, false)
            : new Refusal(RefusalCode.ZoneNeeded) { Choices = ["lakeside", "tech-park"] });
        await table.Say(said);
        table.Question!.Choices.Select(c => c.Label).ShouldBe(["lakeside", "tech-park"]);

        (await table.Say(answer)).ShouldContain("lakeside");

        (table.Argument("save_address", "label"), table.Argument("save_address", "recipient"), table.Argument("save_address", "zone")).ShouldBe((friend, friend, "lakeside"));
        table.Calls.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_friends_address_that_is_given_with_the_order_is_kept_and_used()
    {
        var table = Table.In(Language.English).Friendly().When("save_address", a => new AddressSaved("adr_1", "Mei", "12 Lake Road", "lakeside", "Mei", false));

        await table.Say("two lattes to my friend Mei, 12 Lake Road in lakeside");

        table.Argument("save_address", "street").ShouldBe("12 Lake Road in lakeside");
        (table.Argument("set_delivery", "address"), table.Argument("set_delivery", "gift")).ShouldBe(("adr_1", true));
        table.Calls.Select(c => c.Name).ShouldBe(["save_address", "set_delivery", "search_menu", "update_basket", "compare_prices", "request_payment"]);
    }

    [Fact]
    public async Task A_place_that_is_no_address_yet_is_asked_for_and_it_stays_a_gift()
    {
        var table = Table.In(Language.English).Friendly().When("set_delivery", a => a["address"] as string == "Home"
            ? Table.Basket("home", Table.Line("1", "taro", "Taro Milk Tea"))
            : new Refusal(RefusalCode.AddressUnknown) { Choices = ["Home", "Office"] });
        await table.Say("two lattes to my friend Mei");

        await table.Say("1");

        (table.Argument("set_delivery", "address"), table.Argument("set_delivery", "gift"), table.Argument("set_delivery", "recipient")).ShouldBe(("Home", true, "Mei"));
    }

    public static TheoryData<Language, OrderState> Told
    {
        get
        {
            var data = new TheoryData<Language, OrderState>();
            foreach (var language in Enum.GetValues<Language>())
                foreach (var state in Enum.GetValues<OrderState>()) data.Add(language, state);
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Told))]
    public async Task What_may_be_told_to_a_friend_says_what_where_and_when(Language language, OrderState state)
    {
        var ends = state is OrderState.Delivered or OrderState.Cancelled;
        foreach (var pickup in new[] { false, true })
        {
            var order = new SharedOrder("ord_1", "Mei", "Cloud Leaf", [new SharedLine("Taro Milk Tea", ["large"], 2)], pickup, state, VirtualTime.Noon.AddMinutes(30), ends ? null : 30, ends ? null : "rain", "Li");
            var table = Table.In(language).When("share_order", order);

            var said = await table.Say(language switch { Language.Chinese => "分享订单", Language.German => "teile meine Bestellung", _ => "share my order" });

            foreach (var part in new[] { "Mei", "Cloud Leaf", "Taro Milk Tea", "large" }) said.ShouldContain(part);
            if (!ends) said.ShouldContain("12:30");
            foreach (var mark in new[] { "¥", "￥", "元", "CNY", "€", "$" }) said.ShouldNotContain(mark);
        }
    }
}
