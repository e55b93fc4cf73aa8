using Agent.Plugins;
using Agent.Plugins.Baskets;

namespace Agent.Tests.Express;

public class LineChangesTests
{
    [Theory]
    [InlineData(Language.English, "make one of them with full sugar")]
    [InlineData(Language.Chinese, "其中一杯改成全糖")]
    [InlineData(Language.German, "mach eine davon mit vollem Zucker")]
    public async Task One_of_several_changes_and_the_others_stay(Language language, string said)
    {
        var table = With(language, Table.Line("1", "taro", "Taro Milk Tea", 3, "size.large", "sugar.half", "ice.none"));

        await table.Say(said);

        table.Changes.Select(c => (c.Action, c.LineId, c.ItemId, c.Quantity)).ShouldBe([(BasketAction.Set, "1", null, 2), (BasketAction.Add, null, "taro", 1)]);
        table.Changes[0].Choices.ShouldBeNull();
        table.Changes[1].Choices.ShouldBe(["size.large", "ice.none", "sugar.full"]);
    }

    [Theory]
    [InlineData(Language.English, "is it free of ginger?", "Ginger Milk Tea")]
    [InlineData(Language.Chinese, "不含姜吗？", "姜奶茶")]
    [InlineData(Language.German, "Ist das frei von Ingwer?", "Ingwer Milchtee")]
    public async Task A_question_about_what_is_in_it_takes_nothing_out(Language language, string said, string name)
    {
        var table = With(language, Table.Line("1", "ginger", name, 2));

        await table.Say(said);

        table.Calls.ShouldNotContain(c => c.Name == "update_basket");
    }

    [Fact]
    public async Task Two_of_what_there_is_one_of_are_two_of_it()
    {
        var table = With(Language.English, Table.Line("1", "taro", "Taro Milk Tea", 1, "size.regular"));

        await table.Say("two of those, large");

        var change = table.Changes.ShouldHaveSingleItem();
        (change.Action, change.LineId, change.Quantity).ShouldBe((BasketAction.Set, "1", 2));
    }

    [Theory]
    [InlineData(Language.English, "swap the iced latte for a cappuccino")]
    [InlineData(Language.German, "den kalten Latte durch einen Cappuccino ersetzen")]
    [InlineData(Language.Chinese, "把冰的拿铁换成卡布奇诺")]
    public async Task Of_two_that_share_a_name_the_one_that_is_described_is_swapped(Language language, string said)
    {
        var latte = language == Language.Chinese ? "拿铁" : "Latte";
        var table = With(language, Table.Line("1", "latte", latte, 2, "temp.hot"), Table.Line("2", "latte", latte, 1, "temp.cold"));

        await table.Say(said);

        table.Changes.Select(c => (c.Action, c.LineId)).ShouldBe([(BasketAction.Remove, "2"), (BasketAction.Add, null)]);
    }

    [Theory]
    [InlineData("remove the large latte", "2")]
    [InlineData("remove the hot latte", "1")]
    public async Task The_one_that_is_described_is_removed(string said, string line)
    {
        var table = With(Language.English, Table.Line("1", "latte", "Latte", 1, "size.regular", "temp.hot"), Table.Line("2", "latte", "Latte", 1, "size.large", "temp.cold"));

        await table.Say(said);

        var change = table.Changes.ShouldHaveSingleItem();
        (change.Action, change.LineId).ShouldBe((BasketAction.Remove, line));
    }

    [Fact]
    public async Task A_word_after_the_name_says_what_it_shall_be()
    {
        var table = With(Language.English, Table.Line("1", "latte", "Latte", 1, "temp.cold"));

        await table.Say("make the latte hot");

        table.Changes.ShouldHaveSingleItem().Choices.ShouldBe(["temp.hot"]);
    }

    [Theory]
    [InlineData("nimm die Croissants raus", BasketAction.Remove, null)]
    [InlineData("doch lieber zwei Croissants", BasketAction.Set, 2)]
    public async Task The_end_of_a_long_German_word_names_it(string said, BasketAction action, int? quantity)
    {
        var table = With(Language.German, Table.Line("1", "latte", "Latte"), Table.Line("2", "croissant", "Buttercroissant"));

        await table.Say(said);

        var change = table.Changes.ShouldHaveSingleItem();
        (change.Action, change.LineId, change.Quantity).ShouldBe((action, "2", quantity));
    }

    [Fact]
    public async Task What_is_rather_wanted_and_not_there_yet_is_new()
    {
        var table = With(Language.German, Table.Line("1", "latte", "Latte"));

        await table.Say("doch lieber zwei Mokka");

        var change = table.Changes.ShouldHaveSingleItem();
        (change.Action, change.ItemId, change.Quantity).ShouldBe((BasketAction.Add, "taro", 2));
    }

    [Theory]
    [InlineData(Language.English, "make it three")]
    [InlineData(Language.English, "one more")]
    [InlineData(Language.Chinese, "再来一份")]
    [InlineData(Language.German, "noch eins")]
    public async Task What_is_said_of_it_after_several_were_priced_is_asked_about(Language language, string said)
    {
        var table = With(language, Table.Line("1", "latte", "Latte"), Table.Line("2", "croissant", "Croissant"));
        table.State = table.State with { Comparison = Table.Compared() };

        await table.Say(said);

        table.Question!.Choices.Select(c => c.Id).ShouldBe(["1", "2"]);
        table.Calls.ShouldNotContain(c => c.Name == "update_basket");
    }

    private static Table With(Language language, params BasketViewLine[] lines)
    {
        var table = Table.In(language).Friendly();
        var basket = Table.Basket("office", lines);
        foreach (var function in new[] { "view_basket", "update_basket", "set_delivery" }) table.When(function, basket);
        table.State = table.State with { Basket = basket };
        return table;
    }
}
