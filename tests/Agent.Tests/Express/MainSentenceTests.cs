using Agent.Plugins;
using Agent.Plugins.Baskets;

namespace Agent.Tests.Express;

public class MainSentenceTests
{
    [Theory]
    [InlineData(Language.English, "two large taro milk teas, half sugar, no ice, to the office, as cheap as possible", "taro milk teas", "Swift Bowl: ¥24.50, by wallet. It only needs your yes.")]
    [InlineData(Language.Chinese, "两杯大杯香芋奶茶，半糖去冰，送到公司，越便宜越好", "香芋奶茶", "Swift Bowl，¥24.50，用wallet支付，只等你确认。")]
    [InlineData(Language.German, "zwei große Taro-Milchtees, halber Zucker, ohne Eis, ins Büro, so günstig wie möglich", "Taro Milchtees", "Swift Bowl: 24,50 ¥, mit wallet. Es fehlt nur noch dein Ja.")]
    public async Task Ends_in_the_question_to_pay_the_first_quote(Language language, string sentence, string query, string question)
    {
        var table = Table.In(language).Friendly();

        var text = await table.Say(sentence);

        table.Calls.Select(c => c.Name).ShouldBe(["set_delivery", "search_menu", "update_basket", "compare_prices", "request_payment"]);
        table.Argument("search_menu", "query").ShouldBe(query);
        var change = table.Changes.ShouldHaveSingleItem();
        (change.Action, change.ItemId, change.Quantity).ShouldBe((BasketAction.Add, "taro", 2));
        change.Choices.ShouldBe(["size.large", "sugar.half", "ice.none"]);
        table.Argument("set_delivery", "address").ShouldBe("office");
        table.Argument("request_payment", "quote_id").ShouldBe("qt_1");
        text.ShouldEndWith(question);
        text.ShouldContain("Magpie Dash");
        text.ShouldContain("Lotus Go");
        table.Rounds.ShouldBe(5);
    }

    [Fact]
    public async Task The_same_input_gives_the_same_output()
    {
        var first = Table.In(Language.English).Friendly();
        var second = Table.In(Language.English).Friendly();

        var text = await first.Say("two large taro milk teas, half sugar, no ice, to the office");

        (await second.Say("two large taro milk teas, half sugar, no ice, to the office")).ShouldBe(text);
        second.Calls.Select(c => c.CallId).ShouldBe(first.Calls.Select(c => c.CallId));
        first.Calls.Select(c => c.CallId).ShouldBeUnique();
    }
}
