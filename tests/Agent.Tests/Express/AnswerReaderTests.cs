using Agent.Plugins;
using Agent.Plugins.Baskets;
using Agent.Plugins.Menu;

namespace Agent.Tests.Express;

public class AnswerReaderTests
{
    [Theory]
    [InlineData("the second one, large", "b", "size.large")]
    [InlineData("the first with half sugar", "a", "sugar.half")]
    public async Task What_is_said_beside_the_choice_holds_too(string answer, string item, string choice)
    {
        var table = await Asked();

        await table.Say(answer);

        var change = table.Changes.ShouldHaveSingleItem();
        change.ItemId.ShouldBe(item);
        change.Choices.ShouldBe([choice]);
    }

    [Fact]
    public async Task The_address_beside_the_choice_is_taken()
    {
        var table = await Asked();

        await table.Say("the second one, to my home at 18:30");

        table.Changes.ShouldHaveSingleItem().ItemId.ShouldBe("b");
        (table.Argument("set_delivery", "address"), table.Argument("set_delivery", "time")).ShouldBe(("home", "18:30"));
    }

    [Fact]
    public async Task How_it_shall_be_is_kept_while_which_is_asked_again()
    {
        var table = await Asked();

        await table.Say("a large one with no ice");
        table.Question!.Choices.Select(c => c.Id).ShouldBe(["a", "b"]);
        await table.Say("2");

        var change = table.Changes.ShouldHaveSingleItem();
        (change.ItemId, change.Quantity).ShouldBe(("b", 1));
        change.Choices.ShouldBe(["size.large", "ice.none"]);
    }

    [Fact]
    public async Task How_it_shall_be_chooses_nothing_of_what_was_listed()
    {
        var table = Table.In(Language.English).Friendly()
            .When("search_menu", Table.Found("milk tea", Table.Hit("a", "Taro Milk Tea", MatchQuality.All), Table.Hit("b", "Jasmine Milk Tea", MatchQuality.All)))
            .When("get_item", a => new ItemDetails(Table.Hit((string)a["item_id"]!, "Jasmine Milk Tea"), AllergenInfo.Unknown, []));
        await table.Say("show me milk teas");

        await table.Say("two large ones");
        table.Calls.ShouldBeEmpty();
        table.Question!.Choices.Select(c => c.Id).ShouldBe(["a", "b"]);
        await table.Say("the jasmine milk tea");

        var change = table.Changes.ShouldHaveSingleItem();
        (change.ItemId, change.Quantity).ShouldBe(("b", 2));
        change.Choices.ShouldBe(["size.large"]);
    }

    [Fact]
    public async Task To_remove_the_second_one_does_not_choose_it()
    {
        var table = await Asked();

        await table.Say("remove the second one");

        (table.Calls.Find(c => c.Name == "update_basket")?.Arguments?["changes"] as IReadOnlyList<BasketChange>)?.ShouldNotContain(c => c.Action == BasketAction.Add);
    }

    [Theory]
    [InlineData(Language.Chinese, "是")]
    [InlineData(Language.Chinese, "好的")]
    [InlineData(Language.German, "ja")]
    [InlineData(Language.English, "yes")]
    public async Task A_plain_yes_takes_the_only_choice(Language language, string yes)
    {
        var table = Table.In(language).Friendly()
            .When("search_menu", Table.Found("x", Table.Hit("a", "Latte", MatchQuality.All)))
            .When("get_item", new ItemDetails(Table.Hit("a", "Latte"), AllergenInfo.Unknown, []));
        await table.Say(language switch { Language.Chinese => "有拿铁吗", Language.German => "gibt es Latte?", _ => "do you have latte?" });
        table.Question!.Choices.ShouldHaveSingleItem();

        await table.Say(yes);

        table.Changes.ShouldHaveSingleItem().ItemId.ShouldBe("a");
    }

    /// <summary>Two lattes fit.</summary>
    private static async Task<Table> Asked()
    {
        var table = Table.In(Language.English).Friendly()
            .When("search_menu", Table.Found("latte", Table.Hit("a", "Vanilla Latte", MatchQuality.All), Table.Hit("b", "Oat Latte", MatchQuality.All)))
            .When("get_item", a => new ItemDetails(Table.Hit((string)a["item_id"]!, "Oat Latte"), AllergenInfo.Unknown, []));
        await table.Say("a latte please");
        return table;
    }
}
