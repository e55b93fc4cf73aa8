using System.Text.RegularExpressions;
using Agent.Host.Tests.Cards;
using Agent.Plugins;

namespace Agent.Host.Tests;

public sealed partial class InteractiveChatTests : IDisposable
{
    private const string Prompt = "\n> ";
    private const string Enter = "\r";
    private const string ControlC = "\u0003";

    private readonly TempFolder _folder = new();

    public static TheoryData<Language> Languages => Sentences.Languages;

    [TerminalTheory]
    [MemberData(nameof(Languages))]
    public async Task A_person_orders_and_sees_it_to_the_door(Language language)
    {
        var words = Samples.Words(language);
        using var chat = Start("--speed", "1800");
        await chat.SeeAsync(Prompt);
        await chat.TypeAsync(Sentences.Order(language) + Enter);
        var asked = await chat.SeeAsync(words["consent.keys"]);
        asked.ShouldContain(words["compare.platform"]);
        asked.ShouldContain(words["quote.payee"]);
        await chat.TypeAsync(Sentences.Yes(language) + Enter);
        await chat.SeeAsync(words["receipt.title"]);
        await chat.SeeAsync(words["state.delivered"]);
        await chat.TypeAsync("/exit" + Enter);
        await chat.SeeAsync("left with 0");
        await StoredConversation.ShouldHoldTheMainOrderAsync(_folder.File("agent.db"));
    }

    [TerminalFact]
    public async Task A_yes_that_was_typed_ahead_answers_nothing_and_enter_alone_is_a_no()
    {
        using var chat = Start();
        await chat.SeeAsync(Prompt);
        await chat.TypeAsync(Sentences.Order(Language.English) + Enter + "yes" + Enter);
        var shown = await chat.SeeAsync("[y/N]");
        shown.ShouldContain("What was typed before this question was dropped");
        await chat.TypeAsync(Enter);
        (await chat.SeeAsync(Prompt)).ShouldContain("nothing was paid");
    }

    [TerminalFact]
    public async Task The_first_control_c_empties_the_line_and_the_second_leaves()
    {
        using var chat = Start();
        await chat.SeeAsync(Prompt);
        await chat.TypeAsync("something");
        await chat.SeeAsync("something");
        await chat.TypeAsync(ControlC);
        await chat.SeeAsync(Prompt.Trim());
        await chat.TypeAsync(ControlC);
        await chat.SeeAsync("left with 130");
    }

    [TerminalFact]
    public async Task A_terminal_that_cannot_edit_asks_all_the_same()
    {
        using var chat = TerminalChat.Start([("TERM", "dumb")], "--db", _folder.File("agent.db"));
        await chat.SeeAsync("> ");
        await chat.TypeAsync(Sentences.Order(Language.English) + Enter + "yes" + Enter);
        (await chat.SeeAsync("[y/N]")).ShouldContain(Samples.Words(Language.English)["consent.dropped"]);
        await chat.TypeAsync("n" + Enter);
        await chat.SeeAsync("nothing was paid");
        chat.Shown.ShouldNotContain("\u001b[3");
    }

    [TerminalFact]
    public async Task Control_c_stops_the_turn_and_another_leaves()
    {
        // A platform that lets everyone wait makes the turn long enough to press a key in.
        using var chat = Start("--fault", "platform-slow");
        await chat.SeeAsync(Prompt);
        await chat.TypeAsync(Sentences.Order(Language.English) + Enter);
        await chat.SeeAsync(Samples.Words(Language.English)["status.search_menu"]);
        await chat.TypeAsync(ControlC);
        (await chat.SeeAsync(Samples.Words(Language.English)["stopped"])).ShouldNotContain("[y/N]");
        await chat.SeeAsync(Prompt);
        await chat.TypeAsync(ControlC);
        await chat.SeeAsync("left with 130");
    }

    [TerminalTheory]
    [InlineData("1", false)]
    [InlineData("", true)]
    public async Task No_color_leaves_colours_out_and_nothing_else(string value, bool coloured)
    {
        using var chat = TerminalChat.Start([("NO_COLOR", value)], "--db", _folder.File("agent.db"));
        (await chat.SeeAsync(Prompt)).ShouldContain(Samples.Words(Language.English)["greeting.examples"]);
        await chat.TypeAsync("/orders" + Enter);
        await chat.SeeAsync("╭");
        await chat.SeeAsync("╰");
        Colour().IsMatch(chat.Shown).ShouldBe(coloured);
    }

    [TerminalFact]
    public async Task The_end_of_input_says_goodbye()
    {
        using var chat = Start();
        await chat.SeeAsync(Prompt);
        await chat.TypeAsync("\u0004");
        await chat.SeeAsync("Goodbye.");
        await chat.SeeAsync("left with 0");
    }

    public void Dispose() => _folder.Dispose();

    [GeneratedRegex(@"\u001b\[[0-9;]*m")]
    private static partial Regex Colour();

    private TerminalChat Start(params string[] arguments) => TerminalChat.Start([], ["--db", _folder.File("agent.db"), .. arguments]);
}
